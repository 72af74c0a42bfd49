package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.JobStatus;
import java.util.Optional;

/**
 * Everything known of one checkpoint: its job, the job's result and its manifest, each from its own
 * topic and in any order.
 */
public record Attempt(
    AttemptKey key,
    Optional<CheckpointJob> job,
    Optional<Outcome> outcome,
    Optional<Checkpoint> checkpoint) {

  static Attempt unknown(AttemptKey key) {
    return new Attempt(key, Optional.empty(), Optional.empty(), Optional.empty());
  }

  Attempt withJob(CheckpointJob seen) {
    return job.isPresent() ? this : new Attempt(key, Optional.of(seen), outcome, checkpoint);
  }

  Attempt withOutcome(Outcome seen) {
    return outcome.isPresent() ? this : new Attempt(key, job, Optional.of(seen), checkpoint);
  }

  Attempt withCheckpoint(Checkpoint seen) {
    return checkpoint.isPresent() ? this : new Attempt(key, job, outcome, Optional.of(seen));
  }

  /** Sent to a worker that has not answered yet. */
  public boolean inFlight() {
    return job.isPresent() && outcome.isEmpty();
  }

  public boolean completed() {
    return outcome.map(Outcome::completed).orElse(false);
  }

  /** There is something to restore. */
  public boolean exists() {
    return completed() || checkpoint.isPresent();
  }

  /** The host that holds its images. */
  public Optional<String> host() {
    return checkpoint
        .map(Checkpoint::host)
        .or(() -> outcome.map(o -> o.result().getHost()))
        .or(() -> job.map(CheckpointJob::getHost));
  }

  /** When it was asked for. Grows from each job of a sandbox to the next. */
  long madeMicros() {
    return job.map(CheckpointJob::getCreatedWallTimeMicros)
        .or(() -> checkpoint.map(Checkpoint::createdWallTimeMicros))
        .or(() -> outcome.map(o -> o.result().getFinishedWallTimeMicros()))
        .orElse(0L);
  }

  /**
   * Whether it was to cover a turn. The number alone does not say so: a probe that lost its memory
   * gives numbers out again, and a turn that ended after the job was made is not in it.
   */
  boolean covers(Turn turn) {
    return turn.number() <= key.turn()
        && turn.endedMicros() <= madeMicros()
        && job.map(j -> j.getCoversFromTurn() <= turn.number()).orElse(true);
  }

  Optional<JobStatus> status() {
    return outcome.map(o -> o.result().getStatus());
  }
}
