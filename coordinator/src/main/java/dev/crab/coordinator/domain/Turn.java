package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.NetEffect;
import dev.crab.schemas.avro.ProcessEffect;
import dev.crab.schemas.avro.TurnDecision;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * A decided turn.
 *
 * @param decision without its paths and processes; those are {@link Evidence}
 * @param owed what a checkpoint has to cover: coarser than decided if the number was given out
 *     twice
 */
public record Turn(TurnDecision decision, Granularity owed, OptionalLong latencyMicros)
    implements Comparable<Turn> {
  private static final Comparator<Turn> ORDER =
      Comparator.comparingLong((Turn t) -> t.decision.getEpoch()).thenComparingLong(Turn::number);

  /** What a decision rests on, kept for the newest turns only. */
  public record Evidence(List<NetEffect> netEffects, List<ProcessEffect> processEffects) {
    public Evidence {
      netEffects = List.copyOf(netEffects);
      processEffects = List.copyOf(processEffects);
    }
  }

  static Turn of(TurnDecision full, OptionalLong latencyMicros) {
    TurnDecision bare =
        TurnDecision.newBuilder(full).setNetEffects(List.of()).setProcessEffects(List.of()).build();
    return new Turn(bare, full.getGranularity(), latencyMicros);
  }

  public long number() {
    return decision.getTurn();
  }

  public boolean changed() {
    return owed != Granularity.NONE;
  }

  long endedMicros() {
    return decision.getEndWallTimeMicros();
  }

  Turn owing(Granularity more) {
    return new Turn(decision, Carry.union(owed, more), latencyMicros);
  }

  /** By the order in which the turns happened, which their numbers nearly always are. */
  @Override
  public int compareTo(Turn other) {
    return ORDER.compare(this, other);
  }
}
