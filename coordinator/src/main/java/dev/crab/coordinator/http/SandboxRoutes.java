package dev.crab.coordinator.http;

import dev.crab.coordinator.domain.HostView;
import dev.crab.coordinator.domain.SandboxFacts;
import dev.crab.coordinator.domain.State;
import dev.crab.coordinator.domain.Whereabouts;
import dev.crab.coordinator.domain.table.Table;
import dev.crab.schemas.avro.RequestKind;
import dev.crab.schemas.avro.SandboxStatus;
import dev.crab.schemas.id.SandboxId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** Sandboxes come, are looked at, and go. */
final class SandboxRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Lookup lookup;
  private final Peers peers;
  private final Requests requests;
  private final Turnstile turnstile;

  SandboxRoutes(Lookup lookup, Peers peers, Requests requests, Turnstile turnstile) {
    this.lookup = lookup;
    this.peers = peers;
    this.requests = requests;
    this.turnstile = turnstile;
  }

  void mount(Router router) {
    router.post("/v1/sandboxes").handler(c -> Answer.serve(c, this::create));
    router.get("/v1/sandboxes").handler(c -> Answer.serve(c, this::list));
    router.get("/v1/sandboxes/:sandbox").handler(c -> Answer.serve(c, this::show));
    router.delete("/v1/sandboxes/:sandbox").handler(c -> Answer.serve(c, this::remove));
  }

  private Future<Answer> create(Call call) {
    JsonObject body = call.json();
    SandboxId id =
        Call.sandboxId(
            Call.text(body, "name")
                .orElseThrow(
                    () ->
                        ApiError.badRequest(
                            "name: expected the new sandbox's name; found none",
                            "send {\"name\":\"agent-1\"}")));
    return turnstile.alone(id, () -> create(id, body));
  }

  private Future<Answer> create(SandboxId id, JsonObject body) {
    lookup.find(id).ifPresent(this::refuseRunning);
    HostView host = lookup.hostForNew(Call.text(body, "host"));
    long lastTurn = lookup.find(id).map(SandboxFacts::newestTurn).orElse(0L);
    JsonObject wanted = body.copy();
    wanted.remove("host");
    wanted.put("lastTurn", lastTurn);
    String url = host.status().getWorkerEndpoint() + "/v1/sandboxes";
    return peers
        .quick(new Peers.Outgoing(HttpMethod.POST, url, wanted.toBuffer(), PATIENCE))
        .compose(made -> made.status() == 201 ? created(id, host, lastTurn, made) : passed(made));
  }

  private void refuseRunning(SandboxFacts facts) {
    refuseRestoring(facts);
    Whereabouts where = lookup.whereabouts(facts);
    if (where.condition() == Whereabouts.Condition.RUNNING) {
      throw ApiError.conflict(
          "sandbox_exists",
          "expected a name that is free; found sandbox "
              + facts.id()
              + " running on host "
              + where.host().orElse("?"),
          "choose another name, or remove it with: crab sandbox rm " + facts.id());
    }
  }

  private Future<Answer> created(SandboxId id, HostView host, long lastTurn, Answer made) {
    String name = host.status().getHost();
    JsonObject body = new JsonObject(made.body()).put("host", name).put("lastTurn", lastTurn);
    return requests
        .sandbox(RequestKind.SANDBOX_CREATED, id, name, lastTurn)
        .map(seen -> new Answer(201, body.toBuffer()));
  }

  private Future<Answer> list(Call call) {
    State state = lookup.state();
    TreeMap<SandboxId, SandboxFacts> all = new TreeMap<>();
    for (Table.Entry<String, HostView> host : state.hosts()) {
      for (SandboxStatus status : host.value().status().getSandboxes()) {
        SandboxId id = new SandboxId(status.getSandbox());
        lookup.find(id).ifPresent(facts -> all.put(id, facts));
      }
    }
    state.sandboxes().forEach(e -> all.put(e.key(), e.value()));
    JsonArray array = new JsonArray();
    all.values().forEach(facts -> array.add(SandboxJson.of(lookup, facts)));
    return Future.succeededFuture(Answer.ok(array));
  }

  private Future<Answer> show(Call call) {
    SandboxFacts facts = lookup.sandbox(call.sandbox());
    return Future.succeededFuture(Answer.ok(SandboxJson.of(lookup, facts)));
  }

  private static void refuseRestoring(SandboxFacts facts) {
    if (facts.requests().outstandingRestore().isPresent()) {
      throw Turnstile.busy(facts.id());
    }
  }

  private Future<Answer> remove(Call call) {
    SandboxFacts facts = lookup.sandbox(call.sandbox());
    return turnstile.alone(facts.id(), () -> remove(facts));
  }

  private Future<Answer> remove(SandboxFacts facts) {
    refuseRestoring(facts);
    if (lookup.whereabouts(facts).condition() == Whereabouts.Condition.REMOVED) {
      throw ApiError.conflict(
          "already_removed",
          "expected a running or dead sandbox; found " + facts.id() + " removed",
          "nothing is left to do; its checkpoints stay");
    }
    HostView host = lookup.hostOf(facts);
    String url = host.status().getWorkerEndpoint() + "/v1/sandboxes/" + facts.id();
    return peers
        .quick(new Peers.Outgoing(HttpMethod.DELETE, url, Buffer.buffer(), PATIENCE))
        .compose(
            gone ->
                gone.status() == 200 || gone.status() == 204 || gone.status() == 404
                    ? removed(facts.id(), host)
                    : passed(gone));
  }

  private Future<Answer> removed(SandboxId id, HostView host) {
    long lastTurn = lookup.find(id).map(SandboxFacts::newestTurn).orElse(0L);
    String name = host.status().getHost();
    return requests
        .sandbox(RequestKind.SANDBOX_REMOVED, id, name, lastTurn)
        .map(
            seen -> {
              Optional<SandboxFacts> facts = lookup.find(id);
              return Answer.ok(SandboxJson.of(lookup, facts.orElseThrow()));
            });
  }

  private static Future<Answer> passed(Answer answer) {
    return Future.succeededFuture(answer);
  }
}
