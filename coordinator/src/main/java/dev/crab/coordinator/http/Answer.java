package dev.crab.coordinator.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Status and JSON body of an answer. */
record Answer(int status, Buffer body) {
  private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

  static Answer ok(JsonObject body) {
    return new Answer(200, body.toBuffer());
  }

  static Answer ok(JsonArray body) {
    return new Answer(200, body.toBuffer());
  }

  /** What a route does; a thrown {@link ApiError} is an answer too. */
  @FunctionalInterface
  interface Handler {
    Future<Answer> answer(Call call);
  }

  static void serve(RoutingContext context, Handler handler) {
    Future<Answer> future;
    try {
      future = handler.answer(new Call(context));
    } catch (RuntimeException e) {
      future = Future.failedFuture(e);
    }
    future.onComplete(answer -> answer.send(context), failure -> of(failure).send(context));
  }

  static Answer of(Throwable failure) {
    if (failure instanceof ApiError error) {
      return new Answer(error.status(), error.body().toBuffer());
    }
    LOG.atError().setCause(failure).log("request failed");
    return of(
        ApiError.of(
            500,
            "internal",
            "expected an answer; found " + failure.getClass().getSimpleName(),
            "see the coordinator's log"));
  }

  void send(RoutingContext context) {
    if (!context.response().ended() && !context.response().closed()) {
      context
          .response()
          .setStatusCode(status)
          .putHeader("content-type", "application/json")
          .end(body);
    }
  }
}
