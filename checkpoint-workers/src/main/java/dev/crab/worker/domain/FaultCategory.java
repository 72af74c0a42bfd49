package dev.crab.worker.domain;

/** Stable codes of what can go wrong, and whether trying again may help. */
public enum FaultCategory {
  BAD_INPUT(false),
  UNKNOWN_SANDBOX(false),
  UNKNOWN_CHECKPOINT(false),
  WRONG_STATE(false),
  SANDBOX_DEAD(false),
  EXEC_RUNNING(false),
  CORRUPT_IMAGE(false),
  UNAVAILABLE(true),
  DISK_FULL(true),
  DUMP_FAILED(true),
  RESTORE_FAILED(true),
  SNAPSHOT_FAILED(true),
  VERIFICATION_FAILED(true),
  INTERNAL(true);

  private final boolean retryable;

  FaultCategory(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether the same job may work at another time; if not, it is refused rather than failed. */
  public boolean retryable() {
    return retryable;
  }
}
