package dev.crab.coordinator.http;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/** The instance as a whole. */
final class StatusRoutes {
  private final Lookup lookup;

  StatusRoutes(Lookup lookup) {
    this.lookup = lookup;
  }

  void mount(Router router) {
    router.get("/v1/status").handler(c -> Answer.serve(c, this::status));
    router.get("/v1/health").handler(c -> Answer.serve(c, this::health));
  }

  private Future<Answer> status(Call call) {
    return Future.succeededFuture(Answer.ok(StatusJson.of(lookup.snapshot(), lookup)));
  }

  private Future<Answer> health(Call call) {
    long now = lookup.nowMicros();
    JsonObject body = StatusJson.health(lookup.snapshot(), now);
    int status = StatusJson.healthy(lookup.snapshot(), now) ? 200 : 503;
    return Future.succeededFuture(new Answer(status, body.toBuffer()));
  }
}
