package dev.crab.worker.domain;

/**
 * Whether a change time proves that nothing changed since a moment. The kernel stamps files with a
 * clock that ticks every few milliseconds and is never ahead of the time of day.
 */
public final class Settled {
  /** More than two ticks of the slowest kernel (100 a second). */
  private static final long TICKS_NANOS = 25_000_000;

  private Settled() {}

  /** True only if the change is surely older than the moment. */
  public static boolean before(long changeTimeNanos, long momentNanos) {
    return changeTimeNanos >= 0 && changeTimeNanos < momentNanos - TICKS_NANOS;
  }
}
