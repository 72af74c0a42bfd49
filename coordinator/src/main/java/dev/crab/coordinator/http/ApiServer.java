package dev.crab.coordinator.http;

import dev.crab.coordinator.live.Board;
import dev.crab.coordinator.live.Inbox;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Serves the API on the loopback address. Its methods may be called by any thread. */
public final class ApiServer implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final Vertx vertx;
  private final ApiVerticle verticle;
  private final int wantedPort;

  /**
   * @param port 0: any free one
   */
  public ApiServer(Board board, Inbox inbox, InstantSource clock, int port) {
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(2)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    this.verticle = new ApiVerticle(board, inbox, clock, port);
    this.wantedPort = port;
  }

  /**
   * Returns when requests are answered.
   *
   * @throws IllegalStateException if the port cannot be bound
   */
  public void start() {
    try {
      await(vertx.deployVerticle(verticle));
    } catch (Exception e) {
      throw new IllegalStateException(
          "port "
              + wantedPort
              + ": expected to serve the coordinator's API there; found "
              + e.getMessage()
              + ". Stop what uses the port, or choose another",
          e);
    }
  }

  /** Base URL, once started. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + verticle.port());
  }

  @Override
  public void close() {
    try {
      await(vertx.close());
    } catch (TimeoutException e) {
      throw new IllegalStateException("the API did not stop in time", e);
    }
  }

  private static void await(Future<?> future) throws TimeoutException {
    future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
