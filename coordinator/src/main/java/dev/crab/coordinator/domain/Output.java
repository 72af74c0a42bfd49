package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.CheckpointJob;

/** What a step wants done. */
public sealed interface Output {

  /** Publish the job. */
  record Publish(CheckpointJob job) implements Output {}

  /** An input that could not be used; the state is as it was. */
  record Ignored(String kind, String reason) implements Output {}
}
