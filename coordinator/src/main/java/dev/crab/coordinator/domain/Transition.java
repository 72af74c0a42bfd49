package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.JobKind;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.avro.Request;
import dev.crab.schemas.avro.RequestKind;
import dev.crab.schemas.avro.TurnDecision;
import dev.crab.schemas.id.SandboxId;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The one place where state changes. Each fact is merged so that it may come twice, and before or
 * after the facts of other topics.
 */
final class Transition {
  private Transition() {}

  static State apply(State state, Input input) {
    return switch (input) {
      case Input.Decision(var decision, var latency) -> decision(state, decision, latency);
      case Input.Result result -> result(state, result);
      case Input.ManifestSeen(var manifest) -> manifest(state, manifest);
      case Input.HostSeen host -> host(state, host);
      case Input.RequestSeen(var request) -> request(state, request);
      case Input.JobSeen(var job) -> job(state, job);
      case Input.TurnBegun(var sandbox, var turn) -> state.with(sandbox, s -> s.seenTurn(turn));
      case Input.Tick(var now) -> state.at(now);
    };
  }

  private static State decision(State state, TurnDecision decision, OptionalLong latency) {
    return state.with(
        new SandboxId(decision.getSandbox()),
        s -> s.seenTurn(decision.getTurn()).with(s.turns().with(decision, latency)));
  }

  private static State result(State state, Input.Result seen) {
    SandboxId id = new SandboxId(seen.result().getSandbox());
    String jobId = seen.result().getJobId();
    Outcome outcome = new Outcome(seen.result(), seen.seenMicros());
    return state.with(
        id,
        s ->
            seen.result().getKind() == JobKind.RESTORE
                ? s.with(s.requests().withOutcome(RestoreId.parse(jobId).orElseThrow(), outcome))
                : s.with(s.jobs().with(key(id, jobId), a -> a.withOutcome(outcome))));
  }

  private static State manifest(State state, Manifest manifest) {
    SandboxId id = new SandboxId(manifest.getSandbox());
    Checkpoint checkpoint = Checkpoint.of(manifest);
    return state.with(
        id,
        s ->
            s.seenTurn(manifest.getTurn())
                .with(
                    s.jobs()
                        .with(
                            key(id, manifest.getCheckpointId()),
                            a -> a.withCheckpoint(checkpoint))));
  }

  private static State host(State state, Input.HostSeen seen) {
    boolean outdated =
        state
            .hosts()
            .get(seen.status().getHost())
            .map(known -> known.outdates(seen.status()))
            .orElse(false);
    return outdated ? state : state.with(new HostView(seen.status(), seen.seenMicros()));
  }

  private static State request(State state, Request request) {
    long turn =
        request.getKind() == RequestKind.RESTORE
            ? 0
            : Objects.requireNonNullElse(request.getTurn(), 0L);
    return state.with(
        new SandboxId(request.getSandbox()),
        s -> s.seenTurn(turn).with(s.requests().with(request)));
  }

  private static State job(State state, CheckpointJob job) {
    SandboxId id = new SandboxId(job.getSandbox());
    return state.with(
        id,
        s ->
            job.getKind() == JobKind.RESTORE
                ? s.seenTurn(job.getLastTurn())
                    .with(s.requests().withJob(RestoreId.parse(job.getJobId()).orElseThrow(), job))
                : s.seenTurn(job.getTurn())
                    .with(s.jobs().with(key(id, job.getJobId()), a -> a.withJob(job))));
  }

  private static AttemptKey key(SandboxId sandbox, String id) {
    return AttemptKey.parse(sandbox, id).orElseThrow();
  }
}
