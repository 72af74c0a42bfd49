package dev.crab.schemas.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * One topic: what is in it, by what it is keyed, and how long it is kept.
 *
 * @param name topic name
 * @param key what the key says, for people
 * @param partitions partitions at creation on the embedded broker
 * @param cleanup delete, compact or both
 * @param retention how long records stay; empty: for ever
 * @param value Avro schema of the value; empty for raw bytes
 */
public record Topic(
    String name,
    String key,
    int partitions,
    Cleanup cleanup,
    Optional<Duration> retention,
    Optional<Schema> value) {

  /** Kafka's cleanup.policy. */
  public enum Cleanup {
    DELETE("delete"),
    COMPACT("compact");

    private final String config;

    Cleanup(String config) {
      this.config = config;
    }
  }

  public Topic {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions: expected at least 1; found " + partitions);
    }
  }

  /** Topic configuration as Kafka names it. */
  public Map<String, String> config() {
    return Map.of(
        "cleanup.policy",
        cleanup.config,
        "retention.ms",
        retention.map(r -> Long.toString(r.toMillis())).orElse("-1"));
  }
}
