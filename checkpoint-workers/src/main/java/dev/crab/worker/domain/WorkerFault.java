package dev.crab.worker.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The module's one exception: a category, and what was expected, found and can be done. */
public final class WorkerFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FaultCategory category;
  private final String remedy;
  private final transient List<String> mismatches;

  public WorkerFault(FaultCategory category, String message, String remedy) {
    this(category, message, remedy, List.of(), null);
  }

  public WorkerFault(FaultCategory category, String message, String remedy, Throwable cause) {
    this(category, message, remedy, List.of(), cause);
  }

  private WorkerFault(
      FaultCategory category,
      String message,
      String remedy,
      List<String> mismatches,
      @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
    this.remedy = remedy;
    this.mismatches = mismatches;
  }

  /** Verification found differences. */
  public static WorkerFault mismatch(FaultCategory category, String what, List<String> found) {
    return new WorkerFault(
        category,
        what + ": expected what the manifest says; found " + String.join("; ", found),
        "restore another checkpoint",
        found,
        null);
  }

  public FaultCategory category() {
    return category;
  }

  public String remedy() {
    return remedy;
  }

  /** Differences found by verification; empty for other faults. */
  public List<String> mismatches() {
    return mismatches == null ? List.of() : mismatches;
  }
}
