package dev.crab.deploy.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crab.deploy.registry.domain.Outcome;
import dev.crab.deploy.registry.domain.Outcome.Accepted;
import dev.crab.deploy.registry.domain.Outcome.Refused;
import dev.crab.deploy.registry.domain.Version;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Answers in the shapes Confluent's clients read. */
final class RegistryResponse {
  static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  static final ObjectMapper JSON = new ObjectMapper();

  private RegistryResponse() {}

  /** The answer's document, or the refusal with its code. */
  static void send(RoutingContext context, Outcome<? extends JsonNode> outcome) {
    switch (outcome) {
      case Accepted<? extends JsonNode> accepted -> send(context, 200, accepted.answer());
      case Refused<? extends JsonNode> refused ->
          send(
              context,
              refused.code().httpStatus(),
              error(refused.code().code(), refused.message()));
    }
  }

  static void send(RoutingContext context, int status, JsonNode document) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("content-type", CONTENT_TYPE)
        .end(document.toString());
  }

  static ObjectNode error(int code, String message) {
    return JSON.createObjectNode().put("error_code", code).put("message", message);
  }

  static JsonNode list(List<?> values) {
    return JSON.valueToTree(values);
  }

  static JsonNode field(String name, Object value) {
    return JSON.createObjectNode().set(name, JSON.valueToTree(value));
  }

  static JsonNode version(Version version) {
    return JSON.createObjectNode()
        .put("subject", version.subject())
        .put("version", version.number())
        .put("id", version.id())
        .put("schema", version.schema().canonical());
  }

  /** Where a schema is used. */
  static JsonNode places(List<Version> versions) {
    var places = JSON.createArrayNode();
    for (Version version : versions) {
      places.addObject().put("subject", version.subject()).put("version", version.number());
    }
    return places;
  }

  static JsonNode compatible(List<String> violations, boolean verbose) {
    ObjectNode document = JSON.createObjectNode().put("is_compatible", violations.isEmpty());
    if (verbose) {
      document.set("messages", JSON.valueToTree(violations));
    }
    return document;
  }
}
