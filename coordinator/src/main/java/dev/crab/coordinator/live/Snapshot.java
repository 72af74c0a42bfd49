package dev.crab.coordinator.live;

import dev.crab.coordinator.domain.State;
import java.util.Map;
import java.util.Optional;

/**
 * The coordinator at one moment.
 *
 * @param lag records not read yet, by topic
 * @param unsent jobs decided on and not acknowledged by Kafka yet
 * @param unreadable records skipped since the start because nobody could read them
 * @param trouble why the coordinator makes no progress, if so
 */
public record Snapshot(
    State state,
    long atMicros,
    boolean caughtUp,
    Map<String, Long> lag,
    int unsent,
    long unreadable,
    Optional<String> trouble) {
  public Snapshot {
    lag = Map.copyOf(lag);
  }

  /** Before anything was read. */
  public static Snapshot initial() {
    return new Snapshot(State.empty(), 0, false, Map.of(), 0, 0, Optional.empty());
  }
}
