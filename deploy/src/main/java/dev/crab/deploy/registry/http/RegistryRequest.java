package dev.crab.deploy.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crab.deploy.registry.domain.ErrorCode;
import dev.crab.deploy.registry.domain.Outcome;
import dev.crab.deploy.registry.domain.VersionName;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/** What a request says, read out of Vert.x. */
record RegistryRequest(RoutingContext context) {
  private static final ObjectMapper JSON = new ObjectMapper();

  String subject() {
    return context.pathParam("subject");
  }

  String path(String name) {
    return context.pathParam(name);
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(context.request().getParam(name, "false"));
  }

  /** The schema id in the path; what is no number names no schema. */
  <T> Outcome<T> withId(Function<Integer, Outcome<T>> rule) {
    try {
      return rule.apply(Integer.parseInt(path("id")));
    } catch (NumberFormatException notANumber) {
      return Outcome.refuse(ErrorCode.SCHEMA_NOT_FOUND, "Schema " + path("id") + " not found");
    }
  }

  /** The version named in the path, or a refusal. */
  <T> Outcome<T> withVersion(Function<VersionName, Outcome<T>> rule) {
    String text = path("version");
    return VersionName.parse(text)
        .map(rule)
        .orElseGet(
            () ->
                Outcome.refuse(
                    ErrorCode.INVALID_VERSION,
                    "The specified version '"
                        + text
                        + "' is not a valid version id. Allowed values are between [1, 2^31-1] and"
                        + " the string \"latest\""));
  }

  /** The schema in the body, or a refusal. */
  <T> Outcome<T> withSchema(Function<String, Outcome<T>> rule) {
    JsonNode body = body().orElse(JSON.nullNode());
    String type = body.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      return invalid("schemaType: expected AVRO; found " + type);
    }
    if (!body.path("references").isEmpty()) {
      return invalid("references: expected none; found " + body.path("references").size());
    }
    if (!body.path("schema").isTextual()) {
      return invalid("expected a body {\"schema\": \"<Avro schema as text>\"}; found " + body);
    }
    return rule.apply(body.path("schema").asText());
  }

  /** A text field of the body; empty if it is not there. */
  Optional<String> text(String field) {
    return body().map(body -> body.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private Optional<JsonNode> body() {
    Buffer bytes = context.body().buffer();
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readTree(bytes.getBytes()));
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static <T> Outcome<T> invalid(String message) {
    return Outcome.refuse(ErrorCode.INVALID_SCHEMA, message);
  }
}
