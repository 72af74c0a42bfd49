package dev.crab.coordinator.domain;

import dev.crab.coordinator.domain.table.Table;
import dev.crab.schemas.avro.Granularity;
import java.util.Optional;

/**
 * The effects no completed checkpoint covers yet.
 *
 * @param fromTurn oldest turn with such effects
 * @param newest newest turn with such effects
 * @param granularity union over the turns between
 */
record Carry(long fromTurn, Turn newest, Granularity granularity) {

  /** What the current life still has to have covered; empty if nothing. */
  static Optional<Carry> of(Lineage lineage) {
    TurnLog log = lineage.facts().turns();
    long covered = lineage.coveredThrough();
    Carry carry = null;
    for (Table.Entry<Long, Turn> entry : log.turns().from(covered + 1)) {
      Turn turn = entry.value();
      if (turn.changed()) {
        Granularity own = turn.decision().getGranularity();
        carry =
            carry == null
                ? new Carry(turn.number(), turn, own)
                : new Carry(carry.fromTurn, turn, union(carry.granularity, own));
      }
    }
    if (carry != null && covered < log.droppedThrough()) {
      carry = new Carry(covered + 1, carry.newest, Granularity.FULL);
    }
    return Optional.ofNullable(carry);
  }

  /** The least granularity that covers both. */
  static Granularity union(Granularity a, Granularity b) {
    if (a == b || b == Granularity.NONE) {
      return a;
    }
    return a == Granularity.NONE ? b : Granularity.FULL;
  }
}
