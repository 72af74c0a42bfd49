package dev.crab.worker.http;

import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs blocking work off the event loop and words its outcome. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private Answers() {}

  /** What a request is answered. */
  record Answer(int status, Buffer body) {
    static Answer ok(JsonObject json) {
      return new Answer(200, json.toBuffer());
    }
  }

  /** Answers with what the work returns or throws. */
  static void serve(RoutingContext context, Callable<Answer> work) {
    Thread.startVirtualThread(
        () -> {
          Answer answer = outcome(work);
          context
              .vertx()
              .runOnContext(
                  ignored ->
                      context
                          .response()
                          .setStatusCode(answer.status())
                          .putHeader("content-type", "application/json")
                          .end(answer.body()));
        });
  }

  /** Words what the router itself refuses. */
  static void mountErrors(Router router) {
    router.errorHandler(
        404,
        c -> plain(c, 404, "not_found", "expected a path of the API; found " + c.request().path()));
    router.errorHandler(
        405,
        c -> plain(c, 405, "bad_method", "expected another method; found " + c.request().method()));
    router.errorHandler(
        413,
        c -> plain(c, 413, "too_large", "expected a body of at most 16 MiB; found a larger one"));
  }

  static JsonObject body(RoutingContext context) {
    try {
      JsonObject body = context.body().asJsonObject();
      return body == null ? new JsonObject() : body;
    } catch (DecodeException | ClassCastException e) {
      throw new WorkerFault(
          FaultCategory.BAD_INPUT,
          "body: expected a JSON object; found something else",
          "correct the request",
          e);
    }
  }

  private static Answer outcome(Callable<Answer> work) {
    try {
      return work.call();
    } catch (WorkerFault e) {
      return error(
          status(e.category()),
          e.category().name().toLowerCase(Locale.ROOT),
          String.valueOf(e.getMessage()),
          e.remedy());
    } catch (IllegalArgumentException | ClassCastException e) {
      return error(400, "bad_input", String.valueOf(e.getMessage()), "correct the request");
    } catch (Exception e) {
      LOG.atError().setCause(e).log("Request failed");
      return error(
          500, "internal", "expected an answer; found " + e, "look at the log of the worker");
    }
  }

  private static int status(FaultCategory category) {
    return switch (category) {
      case BAD_INPUT -> 400;
      case UNKNOWN_SANDBOX, UNKNOWN_CHECKPOINT -> 404;
      case WRONG_STATE, SANDBOX_DEAD, EXEC_RUNNING -> 409;
      case UNAVAILABLE -> 503;
      case DISK_FULL -> 507;
      case CORRUPT_IMAGE,
          DUMP_FAILED,
          RESTORE_FAILED,
          SNAPSHOT_FAILED,
          VERIFICATION_FAILED,
          INTERNAL ->
          500;
    };
  }

  private static void plain(RoutingContext context, int status, String code, String message) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(error(status, code, message, "see the README of the checkpoint workers").body());
  }

  private static Answer error(int status, String code, String message, String remedy) {
    JsonObject error =
        new JsonObject().put("code", code).put("message", message).put("remedy", remedy);
    return new Answer(status, new JsonObject().put("error", error).toBuffer());
  }
}
