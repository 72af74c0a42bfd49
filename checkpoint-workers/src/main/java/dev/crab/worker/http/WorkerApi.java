package dev.crab.worker.http;

import dev.crab.worker.sandbox.Sandboxes;
import dev.crab.worker.store.ImageStore;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The worker's HTTP API on loopback. */
public final class WorkerApi implements AutoCloseable {
  private static final long BODY_LIMIT = 16L << 20;
  private static final long PATIENCE_SECONDS = 30;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  private final HttpServer server;

  private WorkerApi(Sandboxes sandboxes, ImageStore store, int port) throws TimeoutException {
    Router router = Router.router(vertx);
    router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
    new SandboxRoutes(sandboxes).mount(router);
    new ImageRoutes(store).mount(router);
    Answers.mountErrors(router);
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
            .requestHandler(router)
            .listen()
            .await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Serves the API.
   *
   * @param port 0: any free one
   */
  public static WorkerApi open(Sandboxes sandboxes, ImageStore store, int port) {
    try {
      return new WorkerApi(sandboxes, store, port);
    } catch (Exception e) {
      throw new IllegalStateException(
          "port "
              + port
              + ": expected to serve the worker's API there; found "
              + e.getMessage()
              + ". Stop what uses the port, or choose another",
          e);
    }
  }

  /** Base URL. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  @Override
  public void close() {
    try {
      vertx.close().await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the worker's API did not stop in time", e);
    }
  }
}
