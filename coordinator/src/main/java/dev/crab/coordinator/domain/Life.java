package dev.crab.coordinator.domain;

import java.util.Optional;

/**
 * A stretch of a sandbox's turns without a break: from a beginning to the next removal, creation or
 * restore.
 *
 * @param afterTurn newest turn of the life before; this one's turns are greater
 * @param throughTurn its newest turn; {@link Long#MAX_VALUE} while it lasts
 * @param base the checkpoint it went on from
 * @param sinceMicros when it began, 0 if unknown
 */
public record Life(
    Origin origin, long afterTurn, long throughTurn, Optional<AttemptKey> base, long sinceMicros) {

  /** How a life began. */
  public enum Origin {
    /** Seen in the topics, nobody said how it began. */
    FIRST_SEEN("seen first"),
    CREATED("created anew"),
    RESTORED("restored"),
    /** Ends the life before; turns after it are of a sandbox that should not be there. */
    REMOVED("removed");

    private final String words;

    Origin(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  boolean holds(long turn) {
    return turn > afterTurn && turn <= throughTurn;
  }

  boolean lasts() {
    return throughTurn == Long.MAX_VALUE;
  }

  Life endedAt(long turn) {
    return new Life(origin, afterTurn, turn, base, sinceMicros);
  }
}
