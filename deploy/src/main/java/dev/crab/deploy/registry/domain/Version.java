package dev.crab.deploy.registry.domain;

/** One version of a subject. */
public record Version(String subject, int number, int id, SchemaText schema, boolean hidden) {
  Version hide() {
    return new Version(subject, number, id, schema, true);
  }
}
