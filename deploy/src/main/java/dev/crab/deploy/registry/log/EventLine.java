package dev.crab.deploy.registry.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crab.deploy.registry.domain.CompatibilityLevel;
import dev.crab.deploy.registry.domain.RegistryEvent;
import dev.crab.deploy.registry.domain.RegistryEvent.LevelSet;
import dev.crab.deploy.registry.domain.RegistryEvent.Registered;
import dev.crab.deploy.registry.domain.RegistryEvent.VersionErased;
import dev.crab.deploy.registry.domain.RegistryEvent.VersionHidden;
import java.util.Optional;

/** An event as a line of JSON, and back. */
final class EventLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventLine() {}

  static String write(RegistryEvent event) {
    ObjectNode line = JSON.createObjectNode();
    switch (event) {
      case Registered e ->
          line.put("event", "registered")
              .put("subject", e.subject())
              .put("version", e.version())
              .put("id", e.id())
              .put("schema", e.schema());
      case VersionHidden e ->
          line.put("event", "hidden").put("subject", e.subject()).put("version", e.version());
      case VersionErased e ->
          line.put("event", "erased").put("subject", e.subject()).put("version", e.version());
      case LevelSet e -> {
        line.put("event", "level").put("level", e.level().name());
        e.subject().ifPresent(subject -> line.put("subject", subject));
      }
    }
    return line.toString();
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is no whole event
   */
  static RegistryEvent read(String text) {
    JsonNode line;
    try {
      line = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected a JSON object; found " + text, e);
    }
    String kind = text(line, "event");
    return switch (kind) {
      case "registered" ->
          new Registered(
              text(line, "subject"),
              number(line, "version"),
              number(line, "id"),
              text(line, "schema"));
      case "hidden" -> new VersionHidden(text(line, "subject"), number(line, "version"));
      case "erased" -> new VersionErased(text(line, "subject"), number(line, "version"));
      case "level" ->
          new LevelSet(
              line.has("subject") ? Optional.of(text(line, "subject")) : Optional.empty(),
              CompatibilityLevel.valueOf(text(line, "level")));
      default -> throw new IllegalArgumentException("event: expected a known kind; found " + kind);
    };
  }

  private static String text(JsonNode line, String field) {
    JsonNode value = line.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + ": expected text; found " + value);
    }
    return value.asText();
  }

  private static int number(JsonNode line, String field) {
    JsonNode value = line.path(field);
    if (!value.isInt()) {
      throw new IllegalArgumentException(field + ": expected a number; found " + value);
    }
    return value.asInt();
  }
}
