package dev.crab.probe.http;

import dev.crab.probe.domain.ProbeException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a failure in the one shape all services use. */
final class ErrorBody {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorBody.class);

  private ErrorBody() {}

  static void answer(RoutingContext ctx, Throwable failure) {
    Throwable cause = failure.getCause();
    switch (failure) {
      case CompletionException e when cause != null -> answer(ctx, cause);
      case ProbeException e -> answer(ctx, status(e), e.code(), e.getMessage(), e.remedy());
      case IllegalArgumentException e -> bad(ctx, e.getMessage());
      case DecodeException e -> bad(ctx, "body: expected a JSON object; found: " + e.getMessage());
      case ArithmeticException e -> bad(ctx, "body: a number is too large");
      case ClassCastException e -> bad(ctx, "body: a field has the wrong type");
      default -> {
        LOG.atError().addKeyValue("path", ctx.request().path()).setCause(failure).log("failed");
        answer(ctx, 500, "internal", String.valueOf(failure.getMessage()), "see the probe's log");
      }
    }
  }

  private static void bad(RoutingContext ctx, @Nullable String message) {
    answer(ctx, 400, "bad_request", message, "correct the request");
  }

  private static int status(ProbeException e) {
    return switch (e.category()) {
      case BAD_REQUEST -> 400;
      case UNKNOWN -> 404;
      case WRONG_STATE -> 409;
      case UNAVAILABLE -> 503;
    };
  }

  static void answer(
      RoutingContext ctx, int status, String code, @Nullable String message, String remedy) {
    JsonObject error =
        new JsonObject().put("code", code).put("message", message).put("remedy", remedy);
    ctx.response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(new JsonObject().put("error", error).encode());
  }
}
