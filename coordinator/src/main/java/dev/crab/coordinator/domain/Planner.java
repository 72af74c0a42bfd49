package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.JobKind;
import dev.crab.schemas.avro.Request;
import dev.crab.schemas.avro.Urgency;
import dev.crab.schemas.id.JobId;
import dev.crab.schemas.id.SandboxId;
import java.util.Objects;
import java.util.Optional;

/**
 * Which job a sandbox needs next, if any: a restore before everything, else at most one checkpoint
 * at a time. Depends on the facts alone, so that a coordinator started anew comes to the same job.
 */
final class Planner {
  private Planner() {}

  static Optional<CheckpointJob> plan(SandboxFacts facts, long nowMicros) {
    Optional<Request> restore = facts.requests().outstandingRestore();
    if (restore.isPresent()) {
      return restoreJob(facts, restore.get());
    }
    if (!facts.jobs().open().isEmpty()) {
      return Optional.empty();
    }
    Lineage lineage = Lineage.of(facts);
    return Carry.of(lineage).flatMap(carry -> checkpoint(lineage, carry, nowMicros));
  }

  private static Optional<CheckpointJob> checkpoint(Lineage lineage, Carry carry, long nowMicros) {
    return switch (Retry.after(lineage.facts().jobs(), carry.newest())) {
      case Retry.AtOnce(var attempt) -> Optional.of(checkpointJob(lineage, carry, attempt));
      case Retry.Due(var attempt, var at) when at <= nowMicros ->
          Optional.of(checkpointJob(lineage, carry, attempt));
      case Retry.Due later -> Optional.empty();
      case Retry.Waiting waiting -> Optional.empty();
      case Retry.GivenUp givenUp -> Optional.empty();
    };
  }

  private static CheckpointJob checkpointJob(Lineage lineage, Carry carry, int attempt) {
    SandboxId sandbox = lineage.facts().id();
    AttemptKey key = new AttemptKey(carry.newest().number(), attempt);
    return CheckpointJob.newBuilder()
        .setJobId(key.jobId(sandbox).value())
        .setKind(JobKind.CHECKPOINT)
        .setHost(carry.newest().decision().getHost())
        .setSandbox(sandbox.value())
        .setTurn(key.turn())
        .setCoversFromTurn(carry.fromTurn())
        .setGranularity(carry.granularity())
        .setUrgency(Urgency.NORMAL)
        .setCheckpointId(key.checkpointId(sandbox).value())
        .setParentCheckpointId(
            lineage.parent().map(p -> p.checkpointId(sandbox).value()).orElse(null))
        .setLastTurn(0)
        .setCreatedWallTimeMicros(made(lineage, carry))
        .build();
  }

  /**
   * When the newest turn it covers had ended, and after every job before it, also when a clock was
   * set back. Never the time of a retry: a turn may have ended since that is not decided yet.
   */
  private static long made(Lineage lineage, Carry carry) {
    long before =
        lineage.newestMade(lineage.current(), any -> true).map(Attempt::madeMicros).orElse(-1L);
    return Math.max(carry.endedMicros(), before + 1);
  }

  private static Optional<CheckpointJob> restoreJob(SandboxFacts facts, Request request) {
    if (facts.requests().restore(request.getRequestId()).job().isPresent()) {
      return Optional.empty();
    }
    String checkpoint = Objects.requireNonNull(request.getCheckpointId());
    long turn = AttemptKey.parse(facts.id(), checkpoint).orElseThrow().turn();
    return Optional.of(
        CheckpointJob.newBuilder()
            .setJobId(JobId.restore(request.getRequestId()).value())
            .setKind(JobKind.RESTORE)
            .setHost(Objects.requireNonNull(request.getHost()))
            .setSandbox(facts.id().value())
            .setTurn(turn)
            .setCoversFromTurn(0)
            .setGranularity(Granularity.FULL)
            .setUrgency(Urgency.URGENT)
            .setCheckpointId(checkpoint)
            .setParentCheckpointId(null)
            .setLastTurn(Math.max(turn, facts.newestTurn()))
            .setCreatedWallTimeMicros(request.getWallTimeMicros())
            .build());
  }
}
