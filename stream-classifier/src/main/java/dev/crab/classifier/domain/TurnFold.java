package dev.crab.classifier.domain;

import dev.crab.classifier.domain.Standing.Altered;
import dev.crab.classifier.domain.Standing.History;
import dev.crab.classifier.domain.Standing.OpenTurn;
import dev.crab.classifier.domain.Standing.Position;
import dev.crab.schemas.avro.EventBatch;
import dev.crab.schemas.avro.LossReport;
import dev.crab.schemas.avro.Marker;
import dev.crab.schemas.avro.MarkerKind;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.TurnDecision;
import java.util.ArrayList;
import java.util.List;

/**
 * The step: one observation changes the state of its sandbox and may decide a turn. Everything that
 * came since the last decision belongs to the turn that is decided next.
 */
public final class TurnFold {
  private TurnFold() {}

  /**
   * Folds one observation.
   *
   * @param state of the observation's sandbox; changed in place
   * @return the turns decided by it, mostly none
   */
  public static List<TurnDecision> apply(SandboxState state, Observation observation) {
    List<TurnDecision> decisions = new ArrayList<>();
    Standing standing = state.standing();
    if (standing == null) {
      firstSeen(state, observation);
    } else if (observation.getEpoch() < standing.position().epoch()) {
      state.tally().alarms().raise(ReasonCode.STALE_EPOCH, "epoch " + observation.getEpoch());
      return decisions;
    } else if (observation.getEpoch() > standing.position().epoch()) {
      newEpoch(state, standing, observation, decisions);
    }
    if (inSequence(state, observation)) {
      payload(state, observation, decisions);
    }
    return decisions;
  }

  private static void firstSeen(SandboxState state, Observation observation) {
    boolean known =
        observation.getPayload() instanceof Marker marker
            && marker.getKind() == MarkerKind.REGISTERED
            && marker.getTurn() == 0;
    if (!known) {
      state.tally().alarms().raise(ReasonCode.HISTORY_UNKNOWN, "");
    }
    state.standing(Standing.fresh(observation.getEpoch(), Altered.NOT));
  }

  private static void newEpoch(
      SandboxState state, Standing old, Observation observation, List<TurnDecision> decisions) {
    Position position = old.position();
    boolean begunAnew = observation.getPayload() instanceof Marker marker && marker.getTurn() == 0;
    if (position.gone()) {
      state.nextTurn();
    } else {
      OpenTurn open = old.open();
      if (open != null) {
        state.tally().alarms().raise(ReasonCode.PROBE_RESTART, "the turn was open");
        decisions.add(Closing.without(state, open, observation));
      }
      state.tally().alarms().raise(ReasonCode.PROBE_RESTART, "epoch " + observation.getEpoch());
    }
    Altered altered = position.gone() && begunAnew ? Altered.NOT : now(state).altered();
    Standing fresh = Standing.fresh(observation.getEpoch(), altered);
    long lastDecided = now(state).history().lastDecided();
    state.standing(fresh.with(new History(begunAnew ? 0 : lastDecided, 0, -1, 0)));
    state.baseline(null);
  }

  private static boolean inSequence(SandboxState state, Observation observation) {
    Standing standing = now(state);
    long missing = observation.getSequence() - standing.position().sequence() - 1;
    if (missing < 0) {
      return false;
    }
    if (missing > 0 && !standing.position().gone()) {
      state.tally().alarms().raise(ReasonCode.SEQUENCE_GAP, missing, "observations missing");
      state.tally().counts(state.tally().counts().lost(0, 0, missing));
    }
    state.standing(standing.at(observation.getSequence()));
    return !standing.position().gone();
  }

  private static void payload(
      SandboxState state, Observation observation, List<TurnDecision> decisions) {
    switch (observation.getPayload()) {
      case EventBatch batch -> EventFold.apply(state, now(state), batch);
      case Marker marker -> MarkerFold.apply(state, observation, marker, decisions);
      case LossReport loss -> lost(state, loss);
      default ->
          throw new IllegalArgumentException(
              "payload: expected event batch, marker or loss report; found "
                  + observation.getPayload().getClass());
    }
  }

  private static void lost(SandboxState state, LossReport loss) {
    String detail = loss.getDetail();
    long count = Math.max(1, loss.getCount());
    Alarms alarms = state.tally().alarms();
    alarms.raise(ReasonCode.of(loss.getKind()), count, detail == null ? "" : detail);
    boolean kernelCountsIt =
        switch (loss.getKind()) {
          case RING_FULL, MAP_FULL -> true;
          case UNKNOWN,
              PATH_UNREADABLE,
              DECODE_ERROR,
              PRODUCER_BUFFER_FULL,
              PROBE_RESTART,
              SAMPLE_FAILED ->
              false;
        };
    Tally.Counts counts = state.tally().counts();
    state.tally().counts(kernelCountsIt ? counts.lost(0, count, 0) : counts.lost(0, 0, count));
  }

  static Standing now(SandboxState state) {
    return java.util.Objects.requireNonNull(state.standing());
  }
}
