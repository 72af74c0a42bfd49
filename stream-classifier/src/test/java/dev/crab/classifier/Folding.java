package dev.crab.classifier;

import dev.crab.classifier.replay.Replay;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.TurnDecision;
import java.util.ArrayList;
import java.util.List;

/** Folds whole traces. */
public final class Folding {
  private Folding() {}

  public static List<TurnDecision> decisions(List<Observation> observations) {
    List<TurnDecision> decisions = new ArrayList<>();
    new Replay(decisions::add).all(observations);
    return decisions;
  }

  public static TurnDecision only(Trace trace) {
    List<TurnDecision> decisions = decisions(trace.observations());
    if (decisions.size() != 1) {
      throw new AssertionError("expected one decision; found " + decisions);
    }
    return decisions.getFirst();
  }
}
