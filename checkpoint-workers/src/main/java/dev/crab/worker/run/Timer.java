package dev.crab.worker.run;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The two clocks of a job: one to measure, one to date.
 *
 * @param nanos monotonic
 * @param clock time of day
 */
public record Timer(LongSupplier nanos, InstantSource clock) {

  /** The machine's clocks. */
  public static Timer system() {
    return new Timer(System::nanoTime, InstantSource.system());
  }

  long now() {
    return nanos.getAsLong();
  }

  long microsSince(long begun) {
    return (now() - begun) / 1000;
  }

  long wallMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  long wallNanos() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
  }
}
