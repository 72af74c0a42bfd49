package dev.crab.deploy.registry.domain;

import static dev.crab.deploy.registry.domain.Outcome.answer;
import static dev.crab.deploy.registry.domain.Outcome.refuse;

import java.util.List;
import java.util.Optional;

/** What the registry is asked without changing it. */
public final class RegistryQueries {
  private RegistryQueries() {}

  public static Outcome<List<String>> subjects(RegistryState state, boolean withHidden) {
    return answer(state.subjects(withHidden));
  }

  /** Numbers of a subject's versions, oldest first. */
  public static Outcome<List<Integer>> versions(
      RegistryState state, String subject, boolean withHidden) {
    List<Version> found = state.versions(subject, withHidden);
    return found.isEmpty()
        ? subjectNotFound(subject)
        : answer(found.stream().map(Version::number).toList());
  }

  /** One version of a subject. */
  public static Outcome<Version> version(
      RegistryState state, String subject, VersionName name, boolean withHidden) {
    List<Version> found = state.versions(subject, withHidden);
    if (found.isEmpty()) {
      return subjectNotFound(subject);
    }
    if (name.number().isEmpty()) {
      return answer(found.getLast());
    }
    int number = name.number().getAsInt();
    return found.stream()
        .filter(version -> version.number() == number)
        .findFirst()
        .map(Outcome::answer)
        .orElseGet(() -> refuse(ErrorCode.VERSION_NOT_FOUND, "Version " + number + " not found."));
  }

  /** The version of a subject that is this schema. */
  public static Outcome<Version> lookup(
      RegistryState state, String subject, String text, boolean withHidden) {
    List<Version> found = state.versions(subject, withHidden);
    if (found.isEmpty()) {
      return subjectNotFound(subject);
    }
    return RegistryRules.withSchema(
        text,
        schema ->
            RegistryRules.find(found, schema)
                .map(Outcome::answer)
                .orElseGet(() -> refuse(ErrorCode.SCHEMA_NOT_FOUND, "Schema not found")));
  }

  /** Versions with an id, hidden ones included: what was once written stays readable. */
  public static Outcome<List<Version>> schema(RegistryState state, int id) {
    List<Version> found = state.withId(id);
    return found.isEmpty()
        ? refuse(ErrorCode.SCHEMA_NOT_FOUND, "Schema " + id + " not found")
        : answer(found);
  }

  /** The level of all subjects without one of their own. */
  public static Outcome<CompatibilityLevel> level(RegistryState state) {
    return answer(state.level());
  }

  /** The level of one subject. */
  public static Outcome<CompatibilityLevel> level(
      RegistryState state, String subject, boolean orGlobal) {
    Optional<CompatibilityLevel> own = state.levelOf(subject);
    return own.or(() -> orGlobal ? Optional.of(state.level()) : Optional.empty())
        .map(Outcome::answer)
        .orElseGet(
            () ->
                refuse(
                    ErrorCode.SUBJECT_LEVEL_NOT_SET,
                    "Subject '"
                        + subject
                        + "' does not have subject-level compatibility configured"));
  }

  private static <T> Outcome<T> subjectNotFound(String subject) {
    return refuse(ErrorCode.SUBJECT_NOT_FOUND, "Subject '" + subject + "' not found.");
  }
}
