package dev.crab.classifier.domain;

import dev.crab.classifier.domain.Standing.History;
import dev.crab.classifier.domain.Standing.OpenTurn;
import dev.crab.schemas.avro.Marker;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.TurnDecision;
import java.util.List;

/** What markers do to the stream of a sandbox. */
final class MarkerFold {
  private final SandboxState state;
  private final Observation observation;
  private final Marker marker;
  private final Standing standing;
  private final List<TurnDecision> decisions;

  private MarkerFold(
      SandboxState state, Observation observation, Marker marker, List<TurnDecision> decisions) {
    this.state = state;
    this.observation = observation;
    this.marker = marker;
    this.standing = TurnFold.now(state);
    this.decisions = decisions;
  }

  static void apply(
      SandboxState state, Observation observation, Marker marker, List<TurnDecision> decisions) {
    MarkerFold fold = new MarkerFold(state, observation, marker, decisions);
    switch (marker.getKind()) {
      case REGISTERED -> fold.registered();
      case TURN_BEGIN -> fold.begun();
      case TURN_END -> fold.ended();
      case BASELINE -> fold.baseline();
      case GONE -> fold.gone();
      case UNKNOWN -> fold.unknown("");
    }
  }

  private void registered() {
    if (observation.getSequence() != 0) {
      unknown("a second registration in one epoch");
      return;
    }
    state.baseline(Processes.of(marker.getProcesses()));
    long lastDecided = Math.max(standing.history().lastDecided(), marker.getTurn());
    state.standing(
        standing.with(new History(lastDecided, 0, marker.getCalls(), marker.getKernelLost())));
  }

  private void begun() {
    countKernelLoss();
    OpenTurn open = standing.open();
    if (open != null && open.number() == marker.getTurn()) {
      raise(ReasonCode.TURN_REPEATED, "begun twice");
      return;
    }
    if (open != null) {
      raise(ReasonCode.MISSING_END, "turn " + marker.getTurn() + " began");
      decisions.add(Closing.without(state, open, observation));
    }
    Standing now = TurnFold.now(state);
    if (marker.getTurn() <= now.history().lastDecided() && open == null) {
      raise(ReasonCode.TURN_REPEATED, "decided already");
    }
    state.standing(
        now.opened(
            new OpenTurn(
                marker.getTurn(),
                marker.getLabel(),
                marker.getSource(),
                observation.getEventTimeNanos())));
  }

  private void ended() {
    countKernelLoss();
    OpenTurn open = standing.open();
    if (open != null && open.number() != marker.getTurn()) {
      raise(ReasonCode.MISSING_END, "turn " + marker.getTurn() + " ended");
      decisions.add(Closing.without(state, open, observation));
      open = null;
    }
    if (open == null) {
      if (marker.getTurn() <= TurnFold.now(state).history().lastDecided()) {
        raise(ReasonCode.TURN_REPEATED, "ended twice");
        return;
      }
      raise(ReasonCode.BEGIN_MISSING, "");
      open = new OpenTurn(marker.getTurn(), marker.getLabel(), marker.getSource(), 0);
    }
    decisions.add(Closing.with(state, open, observation, marker));
  }

  /** Holds only if nothing but the dump made tasks run since the last turn's end. */
  private void baseline() {
    countKernelLoss();
    boolean counted = marker.getCalls() >= 0;
    boolean quiet = counted && marker.getCalls() == standing.history().calls();
    Processes sample = Processes.of(marker.getProcesses());
    if (standing.open() == null && quiet && sample != null) {
      state.baseline(sample);
    }
  }

  private void gone() {
    countKernelLoss();
    OpenTurn open = standing.open();
    if (open != null) {
      raise(ReasonCode.SANDBOX_GONE, "");
      decisions.add(Closing.without(state, open, observation));
    }
    state.nextTurn();
    state.baseline(null);
    state.standing(TurnFold.now(state).gone());
  }

  private void unknown(String detail) {
    raise(ReasonCode.UNKNOWN_MARKER, detail);
  }

  private void countKernelLoss() {
    History history = standing.history();
    long more = marker.getKernelLost() - history.kernelLost();
    if (more == 0) {
      return;
    }
    long count = Math.max(1, more);
    state.tally().alarms().raise(ReasonCode.KERNEL_LOSS, count, "events not delivered");
    state.tally().counts(state.tally().counts().lost(count, 0, 0));
    state.standing(
        TurnFold.now(state)
            .with(
                new History(
                    history.lastDecided(),
                    history.lastEndNanos(),
                    history.calls(),
                    marker.getKernelLost())));
  }

  private void raise(ReasonCode reason, String detail) {
    state.tally().alarms().raise(reason, detail);
  }
}
