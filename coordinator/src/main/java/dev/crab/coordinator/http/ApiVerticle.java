package dev.crab.coordinator.http;

import dev.crab.coordinator.live.Board;
import dev.crab.coordinator.live.Inbox;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** All routes, on the one event loop of this verticle. */
final class ApiVerticle extends VerticleBase {
  private static final String LOOPBACK = "127.0.0.1";
  private static final long BODY_BYTES = 11L << 20;

  private final Board board;
  private final Inbox inbox;
  private final InstantSource clock;
  private final int wantedPort;
  private volatile int port;
  private @Nullable Peers peers;

  ApiVerticle(Board board, Inbox inbox, InstantSource clock, int wantedPort) {
    this.board = board;
    this.inbox = inbox;
    this.clock = clock;
    this.wantedPort = wantedPort;
  }

  int port() {
    return port;
  }

  @Override
  public Future<?> start() {
    Lookup lookup = new Lookup(board, clock);
    Waiting waiting = new Waiting(vertx, context, board);
    Peers forward = new Peers(vertx);
    Requests requests = new Requests(vertx, inbox, waiting, lookup);
    Turnstile turnstile = new Turnstile();
    this.peers = forward;

    Router router = Router.router(vertx);
    router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES));
    new SandboxRoutes(lookup, forward, requests, turnstile).mount(router);
    new ForwardRoutes(lookup, forward, requests).mount(router);
    new TurnRoutes(lookup, waiting).mount(router);
    new RestoreRoutes(lookup, waiting, requests, turnstile).mount(router);
    new StatusRoutes(lookup).mount(router);
    refusals(router);
    HttpServerOptions options = new HttpServerOptions().setHost(LOOPBACK).setPort(wantedPort);
    return vertx
        .createHttpServer(options)
        .requestHandler(router)
        .listen()
        .onSuccess((HttpServer server) -> port = server.actualPort());
  }

  private static void refusals(Router router) {
    for (int status : new int[] {400, 404, 405, 413, 415}) {
      router.errorHandler(status, context -> refuse(context, status));
    }
    router.errorHandler(500, context -> Answer.of(failureOf(context)).send(context));
  }

  private static Throwable failureOf(RoutingContext context) {
    return context.failure() == null
        ? new IllegalStateException("no cause given")
        : context.failure();
  }

  private static void refuse(RoutingContext context, int status) {
    String what = context.request().method() + " " + context.request().path();
    String code = status == 404 ? "unknown_path" : status == 413 ? "too_large" : "bad_request";
    String found = status == 413 ? "a body over " + BODY_BYTES + " bytes" : what;
    ApiError error =
        ApiError.of(
            status,
            code,
            "expected a request of this API; found " + found,
            "the API is described in the coordinator's README");
    Answer.of(error).send(context);
  }

  @Override
  public Future<?> stop() {
    if (peers != null) {
      peers.close();
    }
    return Future.succeededFuture();
  }
}
