package dev.crab.coordinator.domain;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * How well a turn is protected.
 *
 * @param job the checkpoint job that covers the turn, or the newest that was to
 * @param checkpoint the checkpoint that holds the state at the turn's end, if any
 * @param message why it is unprotected, or what failed last
 * @param retryAtMicros when the next attempt is due
 */
public record Protection(
    Level level,
    Optional<Attempt> job,
    Optional<AttemptKey> checkpoint,
    Optional<String> message,
    OptionalLong retryAtMicros) {

  /** From nothing to protect to nothing that protects. */
  public enum Level {
    UNCHANGED,
    PENDING,
    /** A complete manifest exists; the job's result is not known yet. */
    CAPTURED,
    /** A completed job covers the turn. */
    DURABLE,
    /** No checkpoint covers it; another attempt may be due. */
    UNPROTECTED
  }

  /** Whether it stays so until another turn changes something. */
  public boolean settled() {
    return switch (level) {
      case UNCHANGED, DURABLE -> true;
      case PENDING, CAPTURED -> false;
      case UNPROTECTED -> retryAtMicros.isEmpty();
    };
  }

  /** Of one turn; of many, {@link #in} is quicker. */
  public static Protection of(Lineage lineage, Turn turn) {
    return in(lineage).apply(turn);
  }

  /** Of the turns of a sandbox; what they have in common is found out once. */
  public static Function<Turn, Protection> in(Lineage lineage) {
    Optional<Turn> newest = Carry.of(lineage).map(Carry::newest);
    return turn -> of(lineage, newest, turn);
  }

  private static Protection of(Lineage lineage, Optional<Turn> newestOpen, Turn turn) {
    if (!turn.changed()) {
      return plain(Level.UNCHANGED, Optional.empty(), lineage.holding(turn.number()));
    }
    Life life = lineage.lifeOf(turn.number());
    Optional<Attempt> durable = lineage.durable(turn, life);
    if (durable.isPresent()) {
      return plain(Level.DURABLE, durable, durable.map(Attempt::key));
    }
    Optional<Attempt> captured =
        lineage.firstFrom(turn.number(), life, a -> a.exists() && a.covers(turn));
    if (captured.isPresent()) {
      return plain(Level.CAPTURED, captured, captured.map(Attempt::key));
    }
    Optional<Attempt> last = lineage.newestCovering(turn, life);
    return lineage
        .after(life)
        .map(next -> leftBehind(last, next))
        .orElseGet(() -> open(lineage, newestOpen, last));
  }

  private static Protection plain(
      Level level, Optional<Attempt> job, Optional<AttemptKey> checkpoint) {
    return new Protection(level, job, checkpoint, Optional.empty(), OptionalLong.empty());
  }

  private static Protection leftBehind(Optional<Attempt> last, Life next) {
    String message =
        "expected a completed checkpoint before the sandbox was "
            + next.origin().words()
            + "; found none: this turn's effects are gone";
    return new Protection(
        Level.UNPROTECTED, last, Optional.empty(), Optional.of(message), OptionalLong.empty());
  }

  private static Protection open(Lineage lineage, Optional<Turn> newest, Optional<Attempt> last) {
    if (newest.isEmpty() || !lineage.facts().jobs().open().isEmpty()) {
      return plain(Level.PENDING, last, Optional.empty());
    }
    Optional<String> failure = last.flatMap(Attempt::outcome).map(Outcome::failureMessage);
    return switch (Retry.after(lineage.facts().jobs(), newest.get())) {
      case Retry.AtOnce now -> plain(Level.PENDING, last, Optional.empty());
      case Retry.Due(var attempt, var at) ->
          new Protection(Level.UNPROTECTED, last, Optional.empty(), failure, OptionalLong.of(at));
      case Retry.Waiting waiting -> plain(Level.PENDING, last, Optional.empty());
      case Retry.GivenUp(var outcome) ->
          new Protection(
              Level.UNPROTECTED,
              last,
              Optional.empty(),
              Optional.of(outcome.failureMessage()),
              OptionalLong.empty());
    };
  }
}
