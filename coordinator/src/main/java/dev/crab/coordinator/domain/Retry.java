package dev.crab.coordinator.domain;

import dev.crab.coordinator.domain.table.Table;
import java.time.Duration;

/** What may be done next for the newest changing turn, after the attempts made so far. */
sealed interface Retry {
  /** Attempts made for one turn before it is given up. */
  int ATTEMPTS = 5;

  /** Wait after the first failure; doubles with each. */
  Duration FIRST_WAIT = Duration.ofSeconds(1);

  /** An attempt is due from a moment on. */
  record Due(int attempt, long atMicros) implements Retry {}

  /** A worker has not answered yet. */
  record Waiting() implements Retry {}

  /** Nothing more for this turn; the next turn that changes something tries again. */
  record GivenUp(Outcome last) implements Retry {}

  /**
   * @param attempts made after this turn, oldest first
   */
  static Retry after(Table<AttemptKey, Attempt> attempts, Turn turn) {
    Table.Entry<AttemptKey, Attempt> last = attempts.last().orElse(null);
    if (last == null) {
      return new Due(0, turn.decision().getEndWallTimeMicros());
    }
    if (last.value().outcome().isEmpty()) {
      return new Waiting();
    }
    Outcome outcome = last.value().outcome().orElseThrow();
    if (outcome.refused() || attempts.size() >= ATTEMPTS) {
      return new GivenUp(outcome);
    }
    long wait = (FIRST_WAIT.toNanos() / 1_000) << (attempts.size() - 1);
    return new Due(last.key().attempt() + 1, outcome.seenMicros() + wait);
  }
}
