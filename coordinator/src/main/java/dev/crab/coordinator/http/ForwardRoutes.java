package dev.crab.coordinator.http;

import dev.crab.coordinator.domain.HostView;
import dev.crab.coordinator.domain.SandboxFacts;
import dev.crab.coordinator.domain.Whereabouts;
import dev.crab.schemas.id.SandboxId;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Optional;

/** What the worker or the probe of a sandbox's host does itself; their answers are passed on. */
final class ForwardRoutes {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration MORE_THAN_THE_COMMAND = Duration.ofSeconds(30);
  private static final long COMMAND_MILLIS = 600_000;
  private static final long LONGEST_COMMAND_MILLIS = 24L * 3_600_000;

  private final Lookup lookup;
  private final Peers peers;
  private final Requests requests;

  ForwardRoutes(Lookup lookup, Peers peers, Requests requests) {
    this.lookup = lookup;
    this.peers = peers;
    this.requests = requests;
  }

  void mount(Router router) {
    router.post("/v1/sandboxes/:sandbox/exec").handler(c -> Answer.serve(c, this::exec));
    router.post("/v1/sandboxes/:sandbox/kill").handler(c -> Answer.serve(c, this::kill));
    router.post("/v1/sandboxes/:sandbox/turns").handler(c -> Answer.serve(c, this::begin));
    router.post("/v1/sandboxes/:sandbox/turns/end").handler(c -> Answer.serve(c, this::end));
  }

  private Future<Answer> exec(Call call) {
    long millis =
        Call.number(call.json(), "timeoutMillis", 1, LONGEST_COMMAND_MILLIS).orElse(COMMAND_MILLIS);
    SandboxFacts facts = present(call);
    String url = worker(facts) + "/exec";
    Duration patience = Duration.ofMillis(millis).plus(MORE_THAN_THE_COMMAND);
    return peers
        .lasting(new Peers.Outgoing(HttpMethod.POST, url, call.raw(), patience))
        .map(answer -> known(facts, answer));
  }

  private Future<Answer> kill(Call call) {
    SandboxFacts facts = present(call);
    return post(call, worker(facts) + "/kill").map(answer -> known(facts, answer));
  }

  private Future<Answer> begin(Call call) {
    SandboxFacts facts = present(call);
    if (facts.requests().outstandingRestore().isPresent()) {
      throw Turnstile.busy(facts.id());
    }
    return post(call, probe(facts) + "/turns")
        .map(answer -> numbered(facts.id(), known(facts, answer)));
  }

  private Future<Answer> end(Call call) {
    SandboxFacts facts = present(call);
    return post(call, probe(facts) + "/turns/end")
        .map(answer -> numbered(facts.id(), known(facts, answer)));
  }

  private Future<Answer> post(Call call, String url) {
    call.json();
    return peers.quick(new Peers.Outgoing(HttpMethod.POST, url, call.raw(), PATIENCE));
  }

  private SandboxFacts present(Call call) {
    SandboxFacts facts = lookup.sandbox(call.sandbox());
    if (lookup.whereabouts(facts).condition() == Whereabouts.Condition.REMOVED) {
      throw notRunning(facts, "removed");
    }
    return facts;
  }

  private String worker(SandboxFacts facts) {
    HostView host = lookup.hostOf(facts);
    return host.status().getWorkerEndpoint() + "/v1/sandboxes/" + facts.id();
  }

  private String probe(SandboxFacts facts) {
    HostView host = lookup.hostOf(facts);
    return host.status().getProbeEndpoint() + "/v1/sandboxes/" + facts.id();
  }

  /** The turn number given out, remembered so that no life uses it again. */
  private Answer numbered(SandboxId sandbox, Answer answer) {
    if (answer.status() == 200) {
      requests.turnBegun(sandbox, turn(answer));
    }
    return answer;
  }

  private static Optional<Long> turn(Answer answer) {
    try {
      return Optional.ofNullable(new JsonObject(answer.body()).getLong("turn"));
    } catch (DecodeException | ClassCastException e) {
      return Optional.empty();
    }
  }

  /** The sandbox is known here; a peer that has it no more means it does not run. */
  private static Answer known(SandboxFacts facts, Answer answer) {
    if (answer.status() == 404) {
      throw notRunning(facts, "not on its host");
    }
    return answer;
  }

  private static ApiError notRunning(SandboxFacts facts, String found) {
    return ApiError.conflict(
        "not_running",
        "expected a running sandbox; found " + facts.id() + " " + found,
        "bring it back with: crab restore " + facts.id());
  }
}
