package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.HostStatus;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.avro.Request;
import dev.crab.schemas.avro.TurnDecision;
import dev.crab.schemas.id.SandboxId;
import java.util.OptionalLong;

/** What can change the coordinator's state. Times are microseconds since 1970. */
public sealed interface Input {

  /**
   * A turn was classified.
   *
   * @param latencyMicros from the turn's end until the coordinator saw the decision; empty when
   *     read again after a restart
   */
  record Decision(TurnDecision decision, OptionalLong latencyMicros) implements Input {}

  /** A worker answered a job. */
  record Result(JobResult result, long seenMicros) implements Input {}

  /** A checkpoint exists. */
  record ManifestSeen(Manifest manifest) implements Input {}

  /** A host is alive. */
  record HostSeen(HostStatus status, long seenMicros) implements Input {}

  /** Somebody asked for something, and it was accepted. */
  record RequestSeen(Request request) implements Input {}

  /** A job this coordinator, or one before it, has emitted. */
  record JobSeen(CheckpointJob job) implements Input {}

  /** A probe gave out a turn number; nobody has decided on that turn yet. */
  record TurnBegun(SandboxId sandbox, long turn) implements Input {}

  /** Time passed. */
  record Tick(long nowMicros) implements Input {}
}
