package dev.crab.deploy.instance;

import java.time.Duration;

/** Told as parts come up. */
@FunctionalInterface
public interface Progress {
  /** Says nothing. */
  Progress QUIET = (part, where, took) -> {};

  /**
   * A part is ready.
   *
   * @param where its address, or what it is
   */
  void started(String part, String where, Duration took);
}
