package dev.crab.deploy.registry.app;

import dev.crab.deploy.port.Loopback;
import dev.crab.deploy.registry.http.RegistryRoutes;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running schema registry on loopback. */
public final class SchemaRegistry implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SchemaRegistry.class);
  private static final long STEP_SECONDS = 10;

  private final DurableRegistry registry;
  private final Vertx vertx;
  private final int port;

  private SchemaRegistry(DurableRegistry registry, Vertx vertx, int port) {
    this.registry = registry;
    this.vertx = vertx;
    this.port = port;
  }

  /**
   * Reads the folder's file and listens.
   *
   * @param port 0: any free one
   * @throws IOException if the file or the port cannot be had
   */
  public static SchemaRegistry start(Path folder, int port) throws IOException {
    DurableRegistry registry = new DurableRegistry(folder);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2));
    try {
      HttpServer server =
          vertx
              .createHttpServer(new HttpServerOptions().setHost(Loopback.ADDRESS).setPort(port))
              .requestHandler(RegistryRoutes.router(vertx, registry))
              .listen()
              .toCompletionStage()
              .toCompletableFuture()
              .orTimeout(STEP_SECONDS, TimeUnit.SECONDS)
              .join();
      SchemaRegistry started = new SchemaRegistry(registry, vertx, server.actualPort());
      log.atInfo().addKeyValue("url", started.url()).log("schema registry ready");
      return started;
    } catch (CompletionException e) {
      vertx.close();
      registry.close();
      throw new IOException(
          "schema registry: expected to listen on "
              + Loopback.ADDRESS
              + ":"
              + port
              + "; found "
              + e.getCause(),
          e);
    }
  }

  /** Base URL for clients. */
  public String url() {
    return "http://" + Loopback.ADDRESS + ":" + port;
  }

  @Override
  public void close() throws IOException {
    try {
      vertx
          .close()
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(STEP_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      log.atWarn().setCause(e).log("schema registry did not stop listening in time");
    }
    registry.close();
  }
}
