package dev.crab.classifier.domain;

import dev.crab.classifier.domain.Standing.Altered;
import dev.crab.classifier.domain.Standing.History;
import dev.crab.classifier.domain.Standing.OpenTurn;
import dev.crab.schemas.avro.Marker;
import dev.crab.schemas.avro.MarkerSource;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.TurnDecision;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides the turn that is being folded and makes the state ready for the next. */
final class Closing {
  private Closing() {}

  /** A turn whose end marker came. */
  static TurnDecision with(
      SandboxState state, OpenTurn turn, Observation observation, Marker marker) {
    Processes after = Processes.of(marker.getProcesses());
    List<String> listed = marker.getSurvivors();
    Set<String> survivors = listed == null ? null : new HashSet<>(listed);
    Names names = new Names(survivors, marker.getRacing(), namesStable(state));
    TurnFacts facts = facts(state, after, names, true);
    TurnDecision decision =
        Decisions.of(
            facts, new Decisions.Frame(observation, turn, marker.getSource(), label(turn, marker)));
    History history =
        new History(
            turn.number(),
            observation.getEventTimeNanos(),
            marker.getCalls(),
            marker.getKernelLost());
    done(state, history, facts);
    state.baseline(after);
    return decision;
  }

  /** A turn that is over without an end marker; its reason was raised. The baseline stays. */
  static TurnDecision without(SandboxState state, OpenTurn turn, Observation observation) {
    TurnFacts facts = facts(state, null, new Names(null, false, false), false);
    MarkerSource source =
        observation.getPayload() instanceof Marker marker
            ? marker.getSource()
            : MarkerSource.UNKNOWN;
    TurnDecision decision =
        Decisions.of(facts, new Decisions.Frame(observation, turn, source, turn.label()));
    History before = TurnFold.now(state).history();
    done(
        state,
        new History(turn.number(), before.lastEndNanos(), before.calls(), before.kernelLost()),
        facts);
    return decision;
  }

  /**
   * @param survivors transient paths that exist; null: not checked
   * @param racing names still changed while that was checked
   * @param stable one path meant one place throughout the turn
   */
  record Names(@Nullable Set<String> survivors, boolean racing, boolean stable) {}

  private static TurnFacts facts(
      SandboxState state, @Nullable Processes after, Names names, boolean ended) {
    Standing standing = TurnFold.now(state);
    FileFacts files = FileFacts.of(state, names, standing.altered().mounts());
    return new TurnFacts(
        state.tally(), files, ProcessFacts.of(state, after, ended), state.files().overflowed());
  }

  private static boolean namesStable(SandboxState state) {
    Alarms alarms = state.tally().alarms();
    return !alarms.has(ReasonCode.NAMES_UNSTABLE)
        && !alarms.has(ReasonCode.MOUNT_CHANGED)
        && state.tally().namespaceCallers().isEmpty()
        && !TurnFold.now(state).altered().namespaces();
  }

  private static void done(SandboxState state, History history, TurnFacts facts) {
    Standing standing = TurnFold.now(state);
    boolean foreign =
        standing.altered().namespaces()
            || (!state.tally().namespaceCallers().isEmpty() && facts.processes().mayBeForeign());
    state.standing(
        standing
            .opened(null)
            .with(history)
            .with(new Altered(standing.altered().mounts(), foreign)));
    state.nextTurn();
  }

  private static @Nullable String label(OpenTurn turn, Marker marker) {
    return marker.getLabel() == null ? turn.label() : marker.getLabel();
  }
}
