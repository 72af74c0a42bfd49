package dev.crab.coordinator.domain;

import dev.crab.coordinator.domain.table.Table;
import dev.crab.schemas.avro.Granularity;
import java.util.Optional;

/**
 * The effects no completed checkpoint covers yet.
 *
 * @param fromTurn oldest turn with such effects
 * @param newest newest turn with such effects
 * @param endedMicros when the last of these turns ended
 * @param granularity union over these turns
 */
record Carry(long fromTurn, Turn newest, long endedMicros, Granularity granularity) {

  /** What the current life still has to have covered; empty if nothing. */
  static Optional<Carry> of(Lineage lineage) {
    TurnLog log = lineage.facts().turns();
    Life life = lineage.current();
    Optional<Attempt> completed = lineage.newestCompleted(life);
    Carry carry = null;
    for (Table.Entry<Long, Turn> entry : log.turns().from(life.afterTurn() + 1)) {
      Turn turn = entry.value();
      boolean open =
          turn.changed()
              && !completed.map(c -> c.covers(turn)).orElse(false)
              && lineage.durable(turn, life).isEmpty();
      if (open) {
        carry = carry == null ? of(turn) : carry.and(turn);
      }
    }
    long covered = completed.map(a -> a.key().turn()).orElse(life.afterTurn());
    if (carry != null && covered < log.droppedThrough()) {
      carry = new Carry(covered + 1, carry.newest, carry.endedMicros, Granularity.FULL);
    }
    return Optional.ofNullable(carry);
  }

  private static Carry of(Turn turn) {
    return new Carry(turn.number(), turn, turn.endedMicros(), turn.owed());
  }

  private Carry and(Turn turn) {
    return new Carry(
        Math.min(fromTurn, turn.number()),
        turn.compareTo(newest) > 0 ? turn : newest,
        Math.max(endedMicros, turn.endedMicros()),
        union(granularity, turn.owed()));
  }

  /** The least granularity that covers both. */
  static Granularity union(Granularity a, Granularity b) {
    if (a == b || b == Granularity.NONE) {
      return a;
    }
    return a == Granularity.NONE ? b : Granularity.FULL;
  }
}
