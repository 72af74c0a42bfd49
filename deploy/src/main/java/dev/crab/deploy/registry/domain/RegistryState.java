package dev.crab.deploy.registry.domain;

import dev.crab.deploy.registry.domain.RegistryEvent.LevelSet;
import dev.crab.deploy.registry.domain.RegistryEvent.Registered;
import dev.crab.deploy.registry.domain.RegistryEvent.VersionErased;
import dev.crab.deploy.registry.domain.RegistryEvent.VersionHidden;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything the registry knows. Changes by {@link #apply} only. */
public final class RegistryState {
  private final Map<String, Map<Integer, Version>> subjects = new TreeMap<>();
  private final Map<String, Integer> newestVersions = new HashMap<>();
  private final Map<String, Integer> idsByText = new HashMap<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();
  private CompatibilityLevel level = CompatibilityLevel.BACKWARD;
  private int newestId;

  /** The one way to change: live after the event is durable, and at recovery. */
  public void apply(RegistryEvent event) {
    switch (event) {
      case Registered registered -> add(registered);
      case VersionHidden hidden ->
          versions(hidden.subject()).computeIfPresent(hidden.version(), (n, found) -> found.hide());
      case VersionErased erased -> erase(erased);
      case LevelSet set ->
          set.subject().ifPresentOrElse(s -> levels.put(s, set.level()), () -> level = set.level());
    }
  }

  private void add(Registered event) {
    Version version =
        new Version(
            event.subject(), event.version(), event.id(), SchemaText.parse(event.schema()), false);
    versions(event.subject()).put(event.version(), version);
    newestVersions.merge(event.subject(), event.version(), Math::max);
    idsByText.put(version.schema().canonical(), event.id());
    newestId = Math.max(newestId, event.id());
  }

  /** Numbers and ids are never used again, so both counters stay. */
  private void erase(VersionErased event) {
    versions(event.subject()).remove(event.version());
    if (versions(event.subject()).isEmpty()) {
      subjects.remove(event.subject());
    }
  }

  private Map<Integer, Version> versions(String subject) {
    return subjects.computeIfAbsent(subject, unused -> new TreeMap<>());
  }

  /** Names of subjects with a version, in order. */
  List<String> subjects(boolean withHidden) {
    return subjects.keySet().stream().filter(s -> !versions(s, withHidden).isEmpty()).toList();
  }

  /** Versions of a subject, oldest first; empty if it is unknown. */
  List<Version> versions(String subject, boolean withHidden) {
    Map<Integer, Version> found = subjects.get(subject);
    return found == null
        ? List.of()
        : found.values().stream().filter(v -> withHidden || !v.hidden()).toList();
  }

  /** Every version, of every subject, with this schema id. */
  List<Version> withId(int id) {
    return subjects.values().stream()
        .flatMap(versions -> versions.values().stream())
        .filter(version -> version.id() == id)
        .toList();
  }

  /** The id this schema has, or the next free one. */
  int idOf(SchemaText schema) {
    return idsByText.getOrDefault(schema.canonical(), newestId + 1);
  }

  int newestId() {
    return newestId;
  }

  int nextVersion(String subject) {
    return newestVersions.getOrDefault(subject, 0) + 1;
  }

  CompatibilityLevel level() {
    return level;
  }

  Optional<CompatibilityLevel> levelOf(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }
}
