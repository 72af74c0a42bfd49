package dev.crab.coordinator.http;

import dev.crab.schemas.id.SandboxId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.OptionalLong;

/** What a caller sent, validated as it is read; what does not fit is a 400. */
record Call(RoutingContext context) {

  SandboxId sandbox() {
    return sandboxId(context.pathParam("sandbox"));
  }

  static SandboxId sandboxId(String name) {
    try {
      return new SandboxId(name);
    } catch (IllegalArgumentException e) {
      throw ApiError.badRequest(
          String.valueOf(e.getMessage()), "choose another name, such as \"agent-1\"");
    }
  }

  long pathNumber(String name, long min) {
    return number(name, context.pathParam(name), min, Long.MAX_VALUE);
  }

  long query(String name, long otherwise, long min, long max) {
    String text = context.request().getParam(name);
    return text == null ? otherwise : number(name, text, min, max);
  }

  boolean flag(String name) {
    String text = context.request().getParam(name);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.isEmpty() || text.equals("true")) {
      return true;
    }
    throw ApiError.badRequest(
        name + ": expected true or false; found \"" + text + "\"", "leave it out for false");
  }

  private static long number(String name, String text, long min, long max) {
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrongNumber(name, text, min, max);
    }
    throw wrongNumber(name, text, min, max);
  }

  private static ApiError wrongNumber(String name, String text, long min, long max) {
    String range = max == Long.MAX_VALUE ? "from " + min : "from " + min + " to " + max;
    return ApiError.badRequest(
        name + ": expected a number " + range + "; found \"" + text + "\"", "correct the number");
  }

  Buffer raw() {
    Buffer buffer = context.body().buffer();
    return buffer == null ? Buffer.buffer() : buffer;
  }

  /** The body as a JSON object; an empty body is an empty object. */
  JsonObject json() {
    if (raw().length() == 0) {
      return new JsonObject();
    }
    try {
      return new JsonObject(raw());
    } catch (DecodeException | ClassCastException e) {
      throw ApiError.badRequest(
          "body: expected a JSON object; found something else", "send {} or the object described");
    }
  }

  static Optional<String> text(JsonObject body, String name) {
    Object value = body.getValue(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw ApiError.badRequest(
        name + ": expected a string; found " + value, "put the value in quotes");
  }

  static OptionalLong number(JsonObject body, String name, long min, long max) {
    Object value = body.getValue(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(number(name, value.toString(), min, max));
  }

  static boolean flag(JsonObject body, String name) {
    Object value = body.getValue(name);
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw ApiError.badRequest(
        name + ": expected true or false; found " + value, "leave it out for false");
  }
}
