package dev.crab.probe.domain;

/**
 * One moment on both clocks.
 *
 * @param bootNanos CLOCK_BOOTTIME
 * @param wallMicros since 1970
 */
public record Moment(long bootNanos, long wallMicros) {
  /** An earlier or later moment, by its boot time. */
  public Moment at(long otherBootNanos) {
    return new Moment(otherBootNanos, wallMicros - (bootNanos - otherBootNanos) / 1000);
  }
}
