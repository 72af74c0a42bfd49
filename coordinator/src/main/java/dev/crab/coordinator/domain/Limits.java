package dev.crab.coordinator.domain;

/** Bounds of what is kept in memory for each sandbox; the topics keep everything. */
public final class Limits {
  /** Newest turns kept. */
  public static final int TURNS = 10_000;

  /** Newest turns kept with their paths and processes. */
  public static final int EVIDENCE = 200;

  /** Newest checkpoints and checkpoint jobs kept. */
  public static final int ATTEMPTS = 10_000;

  /** Newest requests kept. */
  public static final int REQUESTS = 1_000;

  private Limits() {}
}
