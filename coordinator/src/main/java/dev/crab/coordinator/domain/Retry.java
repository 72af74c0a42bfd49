package dev.crab.coordinator.domain;

import dev.crab.coordinator.domain.table.Table;
import java.time.Duration;

/** What may be done next for the newest changing turn, after the attempts made so far. */
sealed interface Retry {
  /** Attempts made for one turn before it is given up. */
  int ATTEMPTS = 5;

  /** Wait after the first failure; doubles with each. */
  Duration FIRST_WAIT = Duration.ofSeconds(1);

  /** Nothing was tried yet. */
  record AtOnce(int attempt) implements Retry {}

  /** A further attempt is due from a moment on. */
  record Due(int attempt, long atMicros) implements Retry {}

  /** A worker has not answered yet. */
  record Waiting() implements Retry {}

  /** Nothing more for this turn; the next turn that changes something tries again. */
  record GivenUp(Outcome last) implements Retry {}

  /** Attempts made before the turn ended are of another turn with the same number. */
  static Retry after(JobLog jobs, Turn turn) {
    int next = 0;
    int made = 0;
    Attempt last = null;
    for (Table.Entry<AttemptKey, Attempt> entry : jobs.after(turn.number())) {
      next = entry.key().attempt() + 1;
      if (entry.value().covers(turn)) {
        made++;
        last = entry.value();
      }
    }
    if (last == null) {
      return new AtOnce(next);
    }
    if (last.outcome().isEmpty()) {
      return new Waiting();
    }
    Outcome outcome = last.outcome().orElseThrow();
    if (outcome.refused() || made >= ATTEMPTS) {
      return new GivenUp(outcome);
    }
    long wait = (FIRST_WAIT.toNanos() / 1_000) << (made - 1);
    return new Due(next, outcome.seenMicros() + wait);
  }
}
