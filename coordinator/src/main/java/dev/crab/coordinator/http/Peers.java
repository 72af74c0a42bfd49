package dev.crab.coordinator.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;

/**
 * Calls to workers and probes, bounded in number and time. Commands running in sandboxes have
 * connections of their own, so that they cannot keep a kill or a turn's end waiting.
 */
final class Peers {
  private static final int CONNECT_MILLIS = 2_000;
  private static final int WAITING_CALLS = 256;

  private final WebClient quick;
  private final WebClient lasting;

  Peers(Vertx vertx) {
    this.quick = client(vertx, 16);
    this.lasting = client(vertx, 256);
  }

  private static WebClient client(Vertx vertx, int connections) {
    return WebClient.create(
        vertx,
        new WebClientOptions()
            .setUserAgent("crab-coordinator")
            .setConnectTimeout(CONNECT_MILLIS)
            .setFollowRedirects(false),
        new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(WAITING_CALLS));
  }

  /** A call to a peer. */
  record Outgoing(HttpMethod method, String url, Buffer body, Duration patience) {}

  Future<Answer> quick(Outgoing call) {
    return send(quick, call);
  }

  /** For calls that may last. */
  Future<Answer> lasting(Outgoing call) {
    return send(lasting, call);
  }

  private static Future<Answer> send(WebClient client, Outgoing call) {
    return client
        .requestAbs(call.method(), call.url())
        .timeout(call.patience().toMillis())
        .putHeader("content-type", "application/json")
        .sendBuffer(call.body())
        .map(
            response -> {
              Buffer body = response.body();
              return new Answer(response.statusCode(), body == null ? Buffer.buffer() : body);
            })
        .recover(failure -> Future.failedFuture(unavailable(call.url(), failure)));
  }

  private static ApiError unavailable(String url, Throwable failure) {
    return ApiError.unavailable(
        "host_unavailable",
        "expected an answer from " + url + "; found " + failure.getMessage(),
        "look at the host with: crab status");
  }

  void close() {
    quick.close();
    lasting.close();
  }
}
