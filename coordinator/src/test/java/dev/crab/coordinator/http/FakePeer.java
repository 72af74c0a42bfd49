package dev.crab.coordinator.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A worker and a probe in one: answers what it was told to, and remembers what it was asked. */
final class FakePeer {
  record Asked(String line, String body) {}

  private record Prepared(int status, String body) {}

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Prepared> answers = new ConcurrentHashMap<>();
  private final HttpServer server;

  FakePeer(Vertx vertx) throws Exception {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              String line = request.method() + " " + request.path();
                              asked.add(new Asked(line, body.toString()));
                              Prepared prepared =
                                  answers.getOrDefault(line, new Prepared(404, error("unknown")));
                              request.response().setStatusCode(prepared.status());
                              request.response().end(prepared.body());
                            }))
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  static String error(String code) {
    return new JsonObject()
        .put("error", new JsonObject().put("code", code).put("message", "m").put("remedy", "r"))
        .encode();
  }

  FakePeer answers(String line, int status, String body) {
    answers.put(line, new Prepared(status, body));
    return this;
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  void close() throws Exception {
    server.close().await(10, TimeUnit.SECONDS);
  }
}
