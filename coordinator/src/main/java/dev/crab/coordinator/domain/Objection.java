package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.JobKind;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.avro.Request;
import dev.crab.schemas.avro.RequestKind;
import dev.crab.schemas.id.HostId;
import dev.crab.schemas.id.SandboxId;
import java.util.Optional;

/** Why an input cannot be used. What passes here, {@link Transition} takes without a question. */
final class Objection {
  private Objection() {}

  static Optional<String> to(Input input) {
    return switch (input) {
      case Input.Decision(var decision, var latency) ->
          sandbox(decision.getSandbox()).or(() -> turn(decision.getTurn()));
      case Input.Result(var result, var seen) -> sandbox(result.getSandbox()).or(() -> job(result));
      case Input.ManifestSeen(var manifest) ->
          sandbox(manifest.getSandbox()).or(() -> checkpoint(manifest));
      case Input.HostSeen(var status, var seen) -> host(status.getHost());
      case Input.RequestSeen(var request) ->
          sandbox(request.getSandbox()).or(() -> request(request));
      case Input.JobSeen(var job) -> sandbox(job.getSandbox()).or(() -> job(job));
      case Input.TurnBegun(var sandbox, var turn) -> turn(turn);
      case Input.Tick(var now) -> Optional.empty();
    };
  }

  private static Optional<String> sandbox(String name) {
    try {
      SandboxId unused = new SandboxId(name);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> host(String name) {
    try {
      HostId unused = new HostId(name);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<String> turn(long turn) {
    return turn >= 1
        ? Optional.empty()
        : Optional.of("turn: expected a number from 1; found " + turn);
  }

  private static Optional<String> job(CheckpointJob job) {
    return id(job.getKind(), job.getSandbox(), job.getJobId());
  }

  private static Optional<String> job(JobResult result) {
    return id(result.getKind(), result.getSandbox(), result.getJobId());
  }

  private static Optional<String> id(JobKind kind, String sandbox, String jobId) {
    boolean good =
        switch (kind) {
          case CHECKPOINT -> AttemptKey.parse(new SandboxId(sandbox), jobId).isPresent();
          case RESTORE -> RestoreId.parse(jobId).isPresent();
          case UNKNOWN -> false;
        };
    return good
        ? Optional.empty()
        : Optional.of(
            "job: expected an id of "
                + sandbox
                + " as CHECKPOINT or RESTORE jobs have; found "
                + kind
                + " "
                + jobId);
  }

  private static Optional<String> checkpoint(Manifest manifest) {
    boolean good =
        AttemptKey.parse(new SandboxId(manifest.getSandbox()), manifest.getCheckpointId())
            .isPresent();
    return good
        ? Optional.empty()
        : Optional.of(
            "checkpoint: expected an id of "
                + manifest.getSandbox()
                + "; found "
                + manifest.getCheckpointId());
  }

  private static Optional<String> request(Request request) {
    if (request.getKind() == RequestKind.UNKNOWN) {
      return Optional.of("request " + request.getRequestId() + ": its kind is not known here");
    }
    if (request.getKind() != RequestKind.RESTORE) {
      return Optional.empty();
    }
    String checkpoint = request.getCheckpointId();
    boolean named =
        checkpoint != null
            && AttemptKey.parse(new SandboxId(request.getSandbox()), checkpoint).isPresent();
    return named && request.getHost() != null
        ? Optional.empty()
        : Optional.of(
            "restore "
                + request.getRequestId()
                + ": expected a host and a checkpoint of this sandbox; found "
                + request.getHost()
                + " and "
                + checkpoint);
  }
}
