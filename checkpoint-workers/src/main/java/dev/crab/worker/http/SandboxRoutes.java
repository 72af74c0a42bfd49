package dev.crab.worker.http;

import static dev.crab.worker.http.Answers.Answer;

import dev.crab.schemas.id.SandboxId;
import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import dev.crab.worker.sandbox.ExecRequest;
import dev.crab.worker.sandbox.ExecResult;
import dev.crab.worker.sandbox.Sandbox;
import dev.crab.worker.sandbox.SandboxState;
import dev.crab.worker.sandbox.Sandboxes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sandboxes and commands in them. */
final class SandboxRoutes {
  private static final long DEFAULT_TIMEOUT_MILLIS = 600_000;

  private final Sandboxes sandboxes;

  SandboxRoutes(Sandboxes sandboxes) {
    this.sandboxes = sandboxes;
  }

  void mount(Router router) {
    router.post("/v1/sandboxes").handler(c -> Answers.serve(c, () -> create(c)));
    router.get("/v1/sandboxes").handler(c -> Answers.serve(c, this::list));
    router.get("/v1/sandboxes/:s").handler(c -> Answers.serve(c, () -> show(c)));
    router.delete("/v1/sandboxes/:s").handler(c -> Answers.serve(c, () -> remove(c)));
    router.post("/v1/sandboxes/:s/exec").handler(c -> Answers.serve(c, () -> exec(c)));
    router.post("/v1/sandboxes/:s/kill").handler(c -> Answers.serve(c, () -> kill(c)));
  }

  private Answer create(RoutingContext context) {
    JsonObject body = Answers.body(context);
    SandboxId id = new SandboxId(body.getString("name", ""));
    Sandbox sandbox = sandboxes.create(id, body.getLong("lastTurn", 0L));
    return new Answer(201, describe(sandbox).toBuffer());
  }

  private Answer list() {
    JsonArray all = new JsonArray();
    sandboxes.all().forEach(s -> all.add(describe(s)));
    return new Answer(200, all.toBuffer());
  }

  private Answer show(RoutingContext context) {
    return Answer.ok(describe(sandboxes.get(id(context))));
  }

  private Answer remove(RoutingContext context) {
    SandboxId id = id(context);
    sandboxes.get(id);
    sandboxes.destroy(id);
    return Answer.ok(new JsonObject().put("sandbox", id.value()));
  }

  private Answer kill(RoutingContext context) {
    sandboxes.kill(id(context));
    return Answer.ok(new JsonObject().put("sandbox", id(context).value()));
  }

  private Answer exec(RoutingContext context) {
    ExecResult result = sandboxes.exec(id(context), request(Answers.body(context)));
    return Answer.ok(
        new JsonObject()
            .put("exitCode", result.exitCode())
            .put("stdout", result.stdout())
            .put("stderr", result.stderr())
            .put("truncated", result.truncated())
            .put("durationMicros", result.durationMicros())
            .put("timedOut", result.timedOut()));
  }

  private static ExecRequest request(JsonObject body) {
    return new ExecRequest(
        command(body),
        body.getString("cwd", "/"),
        environment(body),
        body.getString("stdin"),
        Duration.ofMillis(body.getLong("timeoutMillis", DEFAULT_TIMEOUT_MILLIS)));
  }

  private static List<String> command(JsonObject body) {
    JsonArray words = body.getJsonArray("command", new JsonArray());
    return words.stream().map(w -> text("command", w)).toList();
  }

  private static Map<String, String> environment(JsonObject body) {
    Map<String, String> environment = new HashMap<>();
    body.getJsonObject("environment", new JsonObject())
        .forEach(e -> environment.put(e.getKey(), text("environment", e.getValue())));
    return environment;
  }

  private static String text(String field, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new WorkerFault(
        FaultCategory.BAD_INPUT,
        field + ": expected strings; found " + value,
        "correct the request");
  }

  private static SandboxId id(RoutingContext context) {
    return new SandboxId(String.valueOf(context.pathParam("s")));
  }

  private static JsonObject describe(Sandbox sandbox) {
    SandboxState state = sandbox.state();
    boolean running = sandbox.isRunning();
    return new JsonObject()
        .put("sandbox", state.id().value())
        .put("state", running ? "running" : "dead")
        .put("initPid", running ? state.init().pid() : 0)
        .put("pidNamespace", state.pidNamespace())
        .put("cgroupId", state.cgroupId())
        .put("address", "127.0.0.1")
        .put("rootfsId", state.rootfsId())
        .put("restoredFrom", state.restoredFrom())
        .put("lastTurn", state.lastTurn())
        .put("startedWallTimeMicros", state.startedWallTimeMicros());
  }
}
