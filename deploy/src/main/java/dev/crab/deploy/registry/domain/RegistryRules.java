package dev.crab.deploy.registry.domain;

import static dev.crab.deploy.registry.domain.Outcome.answer;
import static dev.crab.deploy.registry.domain.Outcome.change;
import static dev.crab.deploy.registry.domain.Outcome.refuse;

import dev.crab.deploy.registry.domain.RegistryEvent.LevelSet;
import dev.crab.deploy.registry.domain.RegistryEvent.Registered;
import dev.crab.deploy.registry.domain.RegistryEvent.VersionErased;
import dev.crab.deploy.registry.domain.RegistryEvent.VersionHidden;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What changes the registry: each rule reads the state and answers with events. */
public final class RegistryRules {
  private RegistryRules() {}

  /** A schema for a subject; the same schema again is the same version. Answers its id. */
  public static Outcome<Integer> register(RegistryState state, String subject, String text) {
    return withSchema(text, schema -> register(state, subject, schema));
  }

  private static Outcome<Integer> register(RegistryState state, String subject, SchemaText schema) {
    List<Version> earlier = state.versions(subject, false);
    Optional<Version> same = find(earlier, schema);
    if (same.isPresent()) {
      return answer(same.get().id());
    }
    List<String> violations = violations(state, subject, schema, earlier);
    if (!violations.isEmpty()) {
      return refuse(
          ErrorCode.INCOMPATIBLE_SCHEMA,
          "Schema being registered is incompatible with an earlier schema for subject \""
              + subject
              + "\": "
              + String.join("; ", violations));
    }
    int id = state.idOf(schema);
    int version = state.nextVersion(subject);
    return change(id, new Registered(subject, version, id, schema.canonical()));
  }

  /** Messages of what a schema would break; empty if it may be registered. */
  public static Outcome<List<String>> compatibility(
      RegistryState state, String subject, Optional<VersionName> against, String text) {
    return withSchema(
        text,
        schema ->
            earlier(state, subject, against)
                .map(earlier -> violations(state, subject, schema, earlier)));
  }

  private static Outcome<List<Version>> earlier(
      RegistryState state, String subject, Optional<VersionName> against) {
    return against
        .map(name -> RegistryQueries.version(state, subject, name, false).map(List::of))
        .orElseGet(() -> answer(state.versions(subject, false)));
  }

  /** Hides a version, or erases a hidden one. Answers its number. */
  public static Outcome<Integer> delete(
      RegistryState state, String subject, VersionName name, boolean permanent) {
    return RegistryQueries.version(state, subject, name, true)
        .then(found -> delete(found, permanent));
  }

  private static Outcome<Integer> delete(Version found, boolean permanent) {
    String named = "Subject '" + found.subject() + "' Version " + found.number();
    if (permanent) {
      return found.hidden()
          ? change(found.number(), new VersionErased(found.subject(), found.number()))
          : refuse(
              ErrorCode.VERSION_NOT_HIDDEN,
              named + " was not deleted first before being permanently deleted");
    }
    return found.hidden()
        ? refuse(
            ErrorCode.VERSION_ALREADY_HIDDEN,
            named + " was soft deleted. Set permanent=true to delete permanently")
        : change(found.number(), new VersionHidden(found.subject(), found.number()));
  }

  /** Sets the level of one subject, or of all that have none of their own. */
  public static Outcome<CompatibilityLevel> setLevel(Optional<String> subject, String name) {
    return CompatibilityLevel.named(name)
        .map(level -> change(level, new LevelSet(subject, level)))
        .orElseGet(
            () ->
                refuse(
                    ErrorCode.INVALID_LEVEL,
                    "Invalid compatibility level: expected one of "
                        + List.of(CompatibilityLevel.values())
                        + "; found \""
                        + name
                        + "\""));
  }

  static <T> Outcome<T> withSchema(String text, Function<SchemaText, Outcome<T>> rule) {
    SchemaText schema;
    try {
      schema = SchemaText.parse(text);
    } catch (IllegalArgumentException e) {
      return refuse(ErrorCode.INVALID_SCHEMA, "Invalid schema: " + e.getMessage());
    }
    return rule.apply(schema);
  }

  static Optional<Version> find(List<Version> versions, SchemaText schema) {
    return versions.stream()
        .filter(version -> version.schema().canonical().equals(schema.canonical()))
        .findFirst();
  }

  private static List<String> violations(
      RegistryState state, String subject, SchemaText schema, List<Version> earlier) {
    return state
        .levelOf(subject)
        .orElse(state.level())
        .violations(schema.schema(), earlier.stream().map(v -> v.schema().schema()).toList());
  }
}
