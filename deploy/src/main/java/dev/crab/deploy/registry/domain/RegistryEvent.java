package dev.crab.deploy.registry.domain;

import java.util.Optional;

/** What happened to the registry; its file holds exactly these. */
public sealed interface RegistryEvent {

  /**
   * A subject has a new version.
   *
   * @param id schema id, the same for the same schema everywhere
   * @param schema canonical text
   */
  record Registered(String subject, int version, int id, String schema) implements RegistryEvent {}

  /** A version is listed no more; consumers still find its schema by id. */
  record VersionHidden(String subject, int version) implements RegistryEvent {}

  /** A hidden version is gone for good. */
  record VersionErased(String subject, int version) implements RegistryEvent {}

  /**
   * Another compatibility is asked for.
   *
   * @param subject empty: of all subjects without one of their own
   */
  record LevelSet(Optional<String> subject, CompatibilityLevel level) implements RegistryEvent {}
}
