package dev.crab.probe.http;

import dev.crab.probe.domain.Registration;
import dev.crab.schemas.avro.MarkerSource;
import dev.crab.schemas.id.SandboxId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks what callers send. */
final class RequestBody {
  private static final int LONGEST_LABEL = 4096;
  private static final List<MarkerSource> SOURCES =
      List.of(MarkerSource.API, MarkerSource.GATEWAY, MarkerSource.EXEC_BOUNDARY);

  private final JsonObject json;

  private RequestBody(JsonObject json) {
    this.json = json;
  }

  /** No body stands for an empty object. */
  static RequestBody of(RoutingContext ctx) {
    Buffer body = ctx.body().buffer();
    return new RequestBody(
        body == null || body.length() == 0 ? new JsonObject() : new JsonObject(body));
  }

  static SandboxId sandbox(RoutingContext ctx) {
    return new SandboxId(ctx.pathParam("sandbox"));
  }

  Registration registration(SandboxId sandbox) {
    return new Registration(
        sandbox,
        number("pidNamespace", 0),
        number("cgroupId", 0),
        Math.toIntExact(number("initPid", 0)),
        number("lastTurn", 0));
  }

  private long number(String field, long otherwise) {
    Object value = json.getValue(field, otherwise);
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new IllegalArgumentException(field + ": expected a whole number; found " + value);
  }

  @Nullable String label() {
    Object value = json.getValue("label");
    if (value == null) {
      return null;
    }
    if (!(value instanceof String text)) {
      throw new IllegalArgumentException("label: expected text; found " + value);
    }
    return text.length() <= LONGEST_LABEL ? text : text.substring(0, LONGEST_LABEL);
  }

  MarkerSource source() {
    Object value = json.getValue("source", MarkerSource.API.name());
    return SOURCES.stream()
        .filter(s -> s.name().equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "source: expected one of " + SOURCES + "; found " + value));
  }
}
