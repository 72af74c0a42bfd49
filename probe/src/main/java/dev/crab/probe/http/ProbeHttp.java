package dev.crab.probe.http;

import dev.crab.bpf.KernelStatus;
import dev.crab.probe.bpf.DrainThread;
import dev.crab.probe.bpf.ProbeEngine;
import dev.crab.probe.bpf.SandboxSummary;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The probe's API: registration and turn markers. */
public final class ProbeHttp {
  private static final long LARGEST_BODY = 64 * 1024;
  private static final String SANDBOX = "/v1/sandboxes/:sandbox";

  private final DrainThread drain;
  private final String host;
  private final int ringBytes;

  public ProbeHttp(DrainThread drain, String host, int ringBytes) {
    this.drain = drain;
    this.host = host;
    this.ringBytes = ringBytes;
  }

  /** Serves on loopback. */
  public CompletionStage<HttpServer> serve(Vertx vertx, int port) {
    return vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
        .requestHandler(router(vertx))
        .listen()
        .toCompletionStage();
  }

  private Router router(Vertx vertx) {
    Router router = Router.router(vertx);
    router.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    router.put(SANDBOX).handler(ctx -> answer(ctx, this::register));
    router.delete(SANDBOX).handler(ctx -> answer(ctx, this::unregister));
    router.get("/v1/sandboxes").handler(ctx -> answer(ctx, this::list));
    router.post(SANDBOX + "/turns").handler(ctx -> answer(ctx, this::begin));
    router.post(SANDBOX + "/turns/end").handler(ctx -> answer(ctx, this::end));
    router.post(SANDBOX + "/baseline").handler(ctx -> answer(ctx, this::baseline));
    router.get(SANDBOX + "/activity").handler(ctx -> answer(ctx, this::activity));
    router.get("/v1/health").handler(ctx -> answer(ctx, this::health));
    router.errorHandler(404, ctx -> notFound(ctx));
    router.errorHandler(
        413,
        ctx ->
            ErrorBody.answer(ctx, 413, "too_large", "body: expected at most 64 KiB", "send less"));
    return router;
  }

  private static void notFound(RoutingContext ctx) {
    ErrorBody.answer(
        ctx,
        404,
        "unknown_path",
        "expected a path of the probe's API; found " + ctx.request().path(),
        "see the probe's README");
  }

  private static void answer(
      RoutingContext ctx, BiFunction<RoutingContext, RequestBody, CompletionStage<?>> handler) {
    CompletionStage<?> answer;
    try {
      answer = handler.apply(ctx, RequestBody.of(ctx));
    } catch (RuntimeException e) {
      ErrorBody.answer(ctx, e);
      return;
    }
    var unused =
        answer.whenComplete(
            (body, failure) -> {
              if (failure != null) {
                ErrorBody.answer(ctx, failure);
              } else {
                ctx.response()
                    .putHeader("Content-Type", "application/json")
                    .end(String.valueOf(body));
              }
            });
  }

  private static <T> Function<ProbeEngine, CompletionStage<T>> now(Function<ProbeEngine, T> f) {
    return engine -> CompletableFuture.completedStage(f.apply(engine));
  }

  private CompletionStage<?> register(RoutingContext ctx, RequestBody body) {
    var registration = body.registration(RequestBody.sandbox(ctx));
    return drain
        .ask(engine -> engine.register(registration))
        .thenApply(epoch -> new JsonObject().put("epoch", epoch));
  }

  private CompletionStage<?> unregister(RoutingContext ctx, RequestBody body) {
    var sandbox = RequestBody.sandbox(ctx);
    return drain
        .<Void>ask(engine -> engine.unregister(sandbox))
        .thenApply(ok -> new JsonObject().put("sandbox", sandbox.value()));
  }

  private CompletionStage<?> begin(RoutingContext ctx, RequestBody body) {
    var sandbox = RequestBody.sandbox(ctx);
    var label = body.label();
    var source = body.source();
    return drain
        .ask(engine -> engine.beginTurn(sandbox, label, source))
        .thenApply(turn -> new JsonObject().put("turn", turn));
  }

  private CompletionStage<?> end(RoutingContext ctx, RequestBody body) {
    var sandbox = RequestBody.sandbox(ctx);
    var label = body.label();
    var source = body.source();
    return drain
        .ask(engine -> engine.endTurn(sandbox, label, source))
        .thenApply(
            end ->
                new JsonObject()
                    .put("turn", end.turn())
                    .put("events", end.events())
                    .put("lost", end.lost()));
  }

  private CompletionStage<?> baseline(RoutingContext ctx, RequestBody body) {
    var sandbox = RequestBody.sandbox(ctx);
    return new Settling(drain, ctx.vertx(), sandbox)
        .settled()
        .thenCompose(ok -> drain.<Void>ask(engine -> engine.baseline(sandbox)))
        .thenApply(ok -> new JsonObject().put("sandbox", sandbox.value()));
  }

  private CompletionStage<?> activity(RoutingContext ctx, RequestBody body) {
    var sandbox = RequestBody.sandbox(ctx);
    return drain
        .ask(now(engine -> engine.activity(sandbox)))
        .thenApply(
            a ->
                new JsonObject()
                    .put("events", a.events())
                    .put("calls", a.calls())
                    .put("processes", a.processes())
                    .put("resting", a.resting()));
  }

  private CompletionStage<?> list(RoutingContext ctx, RequestBody body) {
    return drain
        .ask(now(ProbeEngine::list))
        .thenApply(all -> new JsonArray(all.stream().map(ProbeHttp::json).toList()));
  }

  private static JsonObject json(SandboxSummary s) {
    return new JsonObject()
        .put("sandbox", s.sandbox())
        .put("epoch", s.epoch())
        .put("initPid", s.initPid())
        .put("alive", s.alive())
        .put("openTurn", s.turnOpen() ? s.newestTurn() : null)
        .put("lastTurn", s.newestTurn())
        .put("calls", s.counters().completed())
        .put("effects", s.counters().effects())
        .put("events", s.counters().events())
        .put("lost", s.counters().lost())
        .put("bytesWritten", s.counters().bytes())
        .put("losses", s.losses());
  }

  private CompletionStage<?> health(RoutingContext ctx, RequestBody body) {
    return drain.ask(now(this::health));
  }

  private JsonObject health(ProbeEngine engine) {
    KernelStatus status = engine.kernelStatus();
    long[] positions = engine.ringPositions();
    boolean attached = !status.program().equals("none");
    List<String> programs =
        attached ? List.of(status.program() + "/sys_exit", "iter/task") : List.of("iter/task");
    return new JsonObject()
        .put("host", host)
        .put("programs", new JsonArray(programs))
        .put("attached", attached)
        .put("sandboxes", engine.list().size())
        .put(
            "ring",
            new JsonObject()
                .put("bytes", ringBytes)
                .put("produced", positions[0])
                .put("consumed", positions[1]))
        .put("missedRuns", status.missedRuns())
        .put("failedHelpers", new JsonObject(new java.util.TreeMap<>(status.failedHelpers())));
  }
}
