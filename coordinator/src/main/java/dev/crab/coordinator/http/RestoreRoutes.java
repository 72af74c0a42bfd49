package dev.crab.coordinator.http;

import dev.crab.coordinator.domain.Attempt;
import dev.crab.coordinator.domain.AttemptKey;
import dev.crab.coordinator.domain.HostView;
import dev.crab.coordinator.domain.Lineage;
import dev.crab.coordinator.domain.Outcome;
import dev.crab.coordinator.domain.SandboxFacts;
import dev.crab.coordinator.domain.Whereabouts;
import dev.crab.coordinator.live.Snapshot;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.id.SandboxId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Brings a sandbox back from a checkpoint, and waits until that is verified. */
final class RestoreRoutes {
  private static final long WAIT_MILLIS = 120_000;
  private static final long LONGEST_WAIT_MILLIS = 600_000;

  /** A little more than two heartbeats. */
  private static final Duration NEXT_HEARTBEAT = Duration.ofMillis(2_500);

  private final Lookup lookup;
  private final Waiting waiting;
  private final Requests requests;
  private final Turnstile turnstile;

  RestoreRoutes(Lookup lookup, Waiting waiting, Requests requests, Turnstile turnstile) {
    this.lookup = lookup;
    this.waiting = waiting;
    this.requests = requests;
    this.turnstile = turnstile;
  }

  void mount(Router router) {
    router.post("/v1/sandboxes/:sandbox/restore").handler(c -> Answer.serve(c, this::restore));
  }

  private Future<Answer> restore(Call call) {
    SandboxFacts facts = lookup.sandbox(call.sandbox());
    JsonObject body = call.json();
    boolean force = Call.flag(body, "force");
    long millis = Call.number(body, "waitMillis", 1, LONGEST_WAIT_MILLIS).orElse(WAIT_MILLIS);
    String checkpoint = target(facts, body).checkpointId(facts.id()).value();
    return turnstile.alone(
        facts.id(), () -> restore(facts, checkpoint, force, Duration.ofMillis(millis)));
  }

  private Future<Answer> restore(
      SandboxFacts facts, String checkpoint, boolean force, Duration patience) {
    if (facts.requests().outstandingRestore().isPresent()) {
      throw Turnstile.busy(facts.id());
    }
    HostView host = hostOf(facts, checkpoint);
    return stopped(facts, host, force)
        .compose(ok -> requests.restore(facts.id(), host.status().getHost(), checkpoint))
        .compose(id -> waiting.until(s -> outcome(s, facts.id(), id), patience))
        .map(outcome -> answer(facts.id(), checkpoint, outcome));
  }

  private static AttemptKey target(SandboxFacts facts, JsonObject body) {
    Optional<String> named = Call.text(body, "checkpoint");
    OptionalLong turn = Call.number(body, "turn", 1, Long.MAX_VALUE);
    if (named.isPresent() && turn.isPresent()) {
      throw ApiError.badRequest(
          "expected a turn or a checkpoint; found both", "leave one of them out");
    }
    if (named.isPresent()) {
      return AttemptKey.parse(facts.id(), named.get())
          .filter(k -> facts.jobs().attempts().get(k).map(Attempt::exists).orElse(false))
          .orElseThrow(
              () ->
                  ApiError.notFound(
                      "unknown_checkpoint",
                      "expected a checkpoint of " + facts.id() + "; found " + named.get(),
                      "list them with: crab checkpoints " + facts.id()));
    }
    Lineage lineage = Lineage.of(facts);
    Optional<AttemptKey> found =
        turn.isPresent()
            ? Optional.of(turn.getAsLong())
                .filter(t -> t <= facts.newestTurn())
                .flatMap(lineage::holding)
            : lineage.newestRestorable();
    return found.orElseThrow(
        () ->
            ApiError.conflict(
                "no_checkpoint",
                "expected a checkpoint of "
                    + facts.id()
                    + (turn.isPresent() ? " for turn " + turn.getAsLong() : "")
                    + "; found none",
                "list them with: crab checkpoints " + facts.id()));
  }

  private HostView hostOf(SandboxFacts facts, String checkpoint) {
    return AttemptKey.parse(facts.id(), checkpoint)
        .flatMap(facts.jobs().attempts()::get)
        .flatMap(Attempt::host)
        .map(lookup::liveHost)
        .orElseGet(() -> lookup.hostOf(facts));
  }

  /** Answers when the sandbox does not run, or may be stopped by the restore. */
  private Future<?> stopped(SandboxFacts facts, HostView target, boolean force) {
    Whereabouts where = lookup.whereabouts(facts);
    if (where.condition() != Whereabouts.Condition.RUNNING) {
      return Future.succeededFuture();
    }
    boolean elsewhere = !where.host().equals(Optional.of(target.status().getHost()));
    if (force && !elsewhere) {
      return Future.succeededFuture();
    }
    long asked = lookup.nowMicros();
    return waiting
        .until(s -> heardAfter(s, where, asked), NEXT_HEARTBEAT)
        .compose(
            heard ->
                lookup.whereabouts(facts).condition() == Whereabouts.Condition.RUNNING
                    ? Future.failedFuture(stillRunning(facts, where))
                    : Future.succeededFuture());
  }

  /** A death is in the next heartbeat, not yet in the last. */
  private static Optional<HostView> heardAfter(Snapshot snapshot, Whereabouts where, long micros) {
    return where
        .host()
        .flatMap(snapshot.state().hosts()::get)
        .filter(h -> h.status().getWallTimeMicros() > micros);
  }

  private static ApiError stillRunning(SandboxFacts facts, Whereabouts where) {
    return ApiError.conflict(
        "still_running",
        "expected sandbox "
            + facts.id()
            + " not to run; found it running on host "
            + where.host().orElse("?"),
        "add --force to replace it, or stop it with: crab sandbox rm " + facts.id());
  }

  private static Optional<Outcome> outcome(Snapshot snapshot, SandboxId id, String requestId) {
    return snapshot
        .state()
        .sandboxes()
        .get(id)
        .flatMap(f -> f.requests().restore(requestId).outcome());
  }

  private static Answer answer(SandboxId id, String checkpoint, Optional<Outcome> outcome) {
    if (outcome.isEmpty()) {
      throw ApiError.unavailable(
          "restore_pending",
          "expected the worker's answer in time; found none yet, the restore of "
              + id
              + " from "
              + checkpoint
              + " goes on",
          "look with: crab sandbox ls");
    }
    JobResult result = outcome.get().result();
    JsonArray mismatches = new JsonArray();
    result.getMismatches().forEach(mismatches::add);
    JsonObject details = new JsonObject().put("mismatches", mismatches);
    if (result.getStatus() != JobStatus.COMPLETED || !mismatches.isEmpty()) {
      boolean full =
          result.getFailure() != null && result.getFailure().getCategory().equals("DISK_FULL");
      throw ApiError.of(
              full ? 507 : 500,
              full ? "disk_full" : "restore_failed",
              "expected "
                  + id
                  + " restored from "
                  + checkpoint
                  + " and verified; found "
                  + outcome.get().failureMessage(),
              "try an older checkpoint: crab checkpoints " + id)
          .with(details.put("failure", JobJson.failure(result)).put("checkpointId", checkpoint));
    }
    JsonObject json =
        new JsonObject()
            .put("sandbox", id.value())
            .put("checkpointId", checkpoint)
            .put("verified", true)
            .put("mismatches", mismatches);
    JobJson.answered(json, result);
    return Answer.ok(json);
  }
}
