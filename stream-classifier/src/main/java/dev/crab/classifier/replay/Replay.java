package dev.crab.classifier.replay;

import dev.crab.classifier.domain.SandboxState;
import dev.crab.classifier.domain.TurnFold;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.TurnDecision;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Folds observations in the order given; those of different sandboxes may be mixed. */
public final class Replay {
  private final Map<String, SandboxState> states = new HashMap<>();
  private final Consumer<TurnDecision> decisions;

  /**
   * @param decisions takes each decision as it is made
   */
  public Replay(Consumer<TurnDecision> decisions) {
    this.decisions = decisions;
  }

  /** Folds all of them. */
  public void all(Iterable<Observation> observations) {
    observations.forEach(this::next);
  }

  /** Folds one more. */
  public void next(Observation observation) {
    SandboxState state = states.computeIfAbsent(observation.getSandbox(), SandboxState::unseen);
    TurnFold.apply(state, observation).forEach(decisions);
  }
}
