package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.JobStatus;

/**
 * A job's one terminal result.
 *
 * @param seenMicros when the coordinator saw it; retries count from here
 */
public record Outcome(JobResult result, long seenMicros) {
  boolean completed() {
    return result.getStatus() == JobStatus.COMPLETED;
  }

  boolean refused() {
    return result.getStatus() == JobStatus.REFUSED;
  }

  /** What went wrong, for people. */
  public String failureMessage() {
    return result.getFailure() == null
        ? "the worker answered " + result.getStatus() + " without a reason"
        : result.getFailure().getCategory() + ": " + result.getFailure().getMessage();
  }
}
