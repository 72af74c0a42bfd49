package dev.crab.schemas.id;

/** Names a job. Derived, never random: the same cause gives the same id. */
public record JobId(String value) {
  public JobId {
    if (value.isBlank()) {
      throw new IllegalArgumentException("job: expected an id; found a blank one");
    }
  }

  /** The job that makes a checkpoint. */
  public static JobId checkpoint(CheckpointId checkpoint) {
    return new JobId("checkpoint/" + checkpoint);
  }

  /** The job that answers a restore request. */
  public static JobId restore(String requestId) {
    return new JobId("restore/" + requestId);
  }

  @Override
  public String toString() {
    return value;
  }
}
