package dev.crab.coordinator.domain;

import dev.crab.coordinator.domain.table.Table;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.TurnDecision;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The decided turns of a sandbox.
 *
 * @param turns the newest, see {@link Limits#TURNS}
 * @param evidence of the newest, see {@link Limits#EVIDENCE}
 * @param droppedThrough newest turn no longer kept, 0 if none was dropped
 * @param classes turns by class, over the whole life
 */
public record TurnLog(
    Table<Long, Turn> turns,
    Table<Long, Turn.Evidence> evidence,
    long droppedThrough,
    Table<Granularity, Long> classes) {

  static TurnLog empty() {
    return new TurnLog(Table.empty(), Table.empty(), 0, Table.empty());
  }

  /**
   * One decision a turn. Of two, that of the newer registration with a probe is shown, and the
   * effects of both have to be covered.
   */
  TurnLog with(TurnDecision decision, OptionalLong latencyMicros) {
    long number = decision.getTurn();
    Optional<Turn> known = turns.get(number);
    if (number <= droppedThrough || known.map(t -> same(t, decision)).orElse(false)) {
      return this;
    }
    Granularity owedBefore = known.map(Turn::owed).orElse(Granularity.NONE);
    if (known.map(t -> t.decision().getEpoch() > decision.getEpoch()).orElse(false)) {
      Turn owing = known.orElseThrow().owing(decision.getGranularity());
      return new TurnLog(turns.put(number, owing), evidence, droppedThrough, classes);
    }
    Table<Long, Turn> all = turns.put(number, Turn.of(decision, latencyMicros).owing(owedBefore));
    long dropped = droppedThrough;
    while (all.size() > Limits.TURNS) {
      dropped = all.first().orElseThrow().key();
      all = all.remove(dropped);
    }
    Turn.Evidence shown = new Turn.Evidence(decision.getNetEffects(), decision.getProcessEffects());
    return new TurnLog(
        all,
        evidence.putNewest(number, shown, Limits.EVIDENCE),
        dropped,
        count(known, decision.getGranularity()));
  }

  private static boolean same(Turn known, TurnDecision decision) {
    return known.decision().getEpoch() == decision.getEpoch();
  }

  private Table<Granularity, Long> count(Optional<Turn> replaced, Granularity added) {
    Table<Granularity, Long> counts = classes;
    if (replaced.isPresent()) {
      Granularity old = replaced.get().decision().getGranularity();
      counts = counts.put(old, counts.get(old).orElse(1L) - 1);
    }
    return counts.put(added, counts.get(added).orElse(0L) + 1);
  }
}
