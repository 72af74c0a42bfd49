package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.NetEffect;
import dev.crab.schemas.avro.ProcessEffect;
import dev.crab.schemas.avro.TurnDecision;
import java.util.List;
import java.util.OptionalLong;

/**
 * A decided turn.
 *
 * @param decision without its paths and processes; those are {@link Evidence}
 */
public record Turn(TurnDecision decision, OptionalLong latencyMicros) {

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
    return new Turn(bare, latencyMicros);
  }

  public long number() {
    return decision.getTurn();
  }

  public boolean changed() {
    return decision.getGranularity() != Granularity.NONE;
  }
}
