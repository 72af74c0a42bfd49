package dev.crab.classifier.domain;

import static dev.crab.classifier.DecisionAssert.assertThatDecision;
import static dev.crab.classifier.Events.*;
import static dev.crab.classifier.Trace.process;
import static dev.crab.schemas.avro.Granularity.FILESYSTEM;
import static dev.crab.schemas.avro.Granularity.FULL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.classifier.Folding;
import dev.crab.classifier.Trace;
import dev.crab.schemas.avro.FileKind;
import dev.crab.schemas.avro.MarkerKind;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.Operation;
import dev.crab.schemas.avro.TurnDecision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkerOrderTest {
  @Test
  void shouldDecideATurnWhoseEndIsMissingAtTheNextBegin() {
    assertTurns(Trace.registered().begin(1).turn(2), "1 FULL MISSING_END", "2 NONE NO_EVENTS");
  }

  @Test
  void shouldDecideATurnWhoseBeginIsMissing() {
    assertTurns(Trace.registered().end(1), "1 FULL BEGIN_MISSING");
  }

  @Test
  void shouldDecideBothWhenTheEndIsOfAnotherTurn() {
    assertTurns(Trace.registered().begin(1).end(2), "1 FULL MISSING_END", "2 FULL BEGIN_MISSING");
  }

  @Test
  void shouldDecideOnceATurnThatBeginsOrEndsTwice() {
    assertTurns(
        Trace.registered().begin(1).begin(1).end(1).end(1).turn(2),
        "1 FULL TURN_REPEATED",
        "2 FULL TURN_REPEATED");
  }

  @Test
  void shouldDecideTheOpenTurnWhenTheSandboxIsGone() {
    assertTurns(Trace.registered().begin(1).gone(1), "1 FULL SANDBOX_GONE");
  }

  @Test
  void shouldBeginCleanlyAfterTheSandboxWasGone() {
    // Given
    Trace restored = Trace.registered().begin(1).gone(1).newEpoch();
    restored.processes(process(1, 50), process(9, 1)).register(1).turn(2);

    // When, then
    assertTurns(restored, "1 FULL SANDBOX_GONE", "2 NONE NO_EVENTS");
  }

  @Test
  void shouldGoUpAfterAProbeRestart() {
    assertTurns(
        Trace.registered().begin(1).newEpoch().register(1).turn(2).turn(3),
        "1 FULL PROBE_RESTART",
        "2 FULL PROBE_RESTART",
        "3 NONE NO_EVENTS");
  }

  @Test
  void shouldNotDecideTwiceATurnThatEndsAfterAProbeRestart() {
    assertTurns(
        Trace.registered().begin(1).newEpoch().register(1).end(1).turn(2),
        "1 FULL PROBE_RESTART",
        "2 FULL PROBE_RESTART TURN_REPEATED");
  }

  @Test
  void shouldGoUpForASandboxWithAHistoryItDoesNotKnow() {
    assertTurns(
        new Trace("s1").register(4).turn(5).turn(6), "5 FULL HISTORY_UNKNOWN", "6 NONE NO_EVENTS");
  }

  @Test
  void shouldGoUpForAStreamJoinedInTheMiddle() {
    assertTurns(
        new Trace("s1").missing(7).turn(3), "3 FULL HISTORY_UNKNOWN SEQUENCE_GAP SAMPLE_MISSING");
  }

  @Test
  void shouldGoUpAtAnObservationOfAnEarlierEpoch() {
    // Given
    Trace trace = Trace.registered().gone(0).newEpoch().register(0).begin(1);
    List<Observation> observations = new ArrayList<>(trace.observations());
    observations.add(observations.get(1));
    observations.add(trace.end(1).last());

    // When
    List<TurnDecision> decisions = Folding.decisions(observations);

    // Then
    assertThatDecision(decisions.getFirst()).is(FULL).because("STALE_EPOCH");
  }

  @Test
  void shouldGoUpTwiceWhenASampleIsMissing() {
    assertTurns(
        Trace.registered().begin(1).end(1, m -> m.setProcesses(null)).turn(2).turn(3),
        "1 FULL SAMPLE_MISSING",
        "2 FULL SAMPLE_MISSING",
        "3 NONE NO_EVENTS");
  }

  @Test
  void shouldGoUpAtAMarkerItDoesNotKnow() {
    assertTurns(
        Trace.registered().begin(1).marker(MarkerKind.UNKNOWN, 1, m -> {}).end(1),
        "1 FULL UNKNOWN_MARKER");
  }

  @Test
  void shouldCompareWithABaselineTakenBetweenTurns() {
    assertTurns(
        Trace.registered().turn(1).processes(process(1, 101)).baseline().turn(2),
        "1 NONE NO_EVENTS",
        "2 NONE NO_EVENTS");
  }

  @Test
  void shouldNotCompareWithABaselineAfterTheSandboxMadeCalls() {
    assertTurns(
        Trace.registered().turn(1).processes(process(1, 101)).calls(1).baseline().turn(2),
        "1 NONE NO_EVENTS",
        "2 PROCESS PROCESS_RAN");
  }

  @Test
  void shouldNotCompareWithABaselineTakenInATurn() {
    assertTurns(
        Trace.registered().begin(1).processes(process(1, 101)).baseline().end(1),
        "1 PROCESS PROCESS_RAN");
  }

  @ParameterizedTest
  @CsvSource({
    "MOUNT, 1 FULL MOUNT_CHANGED",
    "IO_URING, 1 FULL IO_URING",
    "COMPAT_SYSCALL, 1 FULL COMPAT_SYSCALL",
    "UNKNOWN, 1 FULL UNKNOWN_OPERATION",
    "ASYNC_IO, 1 FILESYSTEM ASYNC_IO",
    "PEER_MEMORY, 1 PROCESS PEER_CHANGED",
    "PEER_ATTRIBUTE, 1 PROCESS PEER_CHANGED",
    "IPC, 1 PROCESS PEER_CHANGED",
    "NAMESPACE, 1 NONE NOTHING_SURVIVED"
  })
  void shouldKnowCallsWithoutAFile(Operation operation, String expected) {
    assertTurns(Trace.registered().turn(1, event(operation)), expected);
  }

  @Test
  void shouldGoUpWhenAProcessThatChangedItsNamespacesLivesOn() {
    assertTurns(
        Trace.registered().turn(1, event(Operation.NAMESPACE).setPid(5_001)),
        "1 FULL NAMESPACE_CHANGED");
  }

  @Test
  void shouldNotTrustNamesWhileAProcessMayLiveInOtherNamespaces() {
    // Given
    Trace trace = Trace.registered().turn(1, event(Operation.NAMESPACE).setPid(5_001));
    trace.turn(2, create("/t", 2), unlink("/t"));

    // When
    List<TurnDecision> decisions = Folding.decisions(trace.observations());

    // Then
    assertThatDecision(decisions.get(1)).is(FILESYSTEM).because("FILES_CHANGED", "NAMES_UNSTABLE");
  }

  @Test
  void shouldTrustNamesAgainWhenWhoChangedNamespacesIsGone() {
    assertTurns(
        Trace.registered()
            .turn(1, event(Operation.NAMESPACE))
            .turn(2, create("/t", 2), unlink("/t")),
        "1 NONE NOTHING_SURVIVED",
        "2 NONE NOTHING_SURVIVED");
  }

  @Test
  void shouldCoverBothWhereTheSandboxMountedItselfAndThePlaceIsNotSaid() {
    // Given
    Trace trace = Trace.registered().turn(1, event(Operation.MOUNT).setPath("/mnt"));
    trace.turn(2, mkdir("/mnt/d").setFileKind(FileKind.NONE));

    // When
    List<TurnDecision> decisions = Folding.decisions(trace.observations());

    // Then
    assertThatDecision(decisions.get(0)).is(FULL).leaves("MOUNTED /mnt");
    assertThatDecision(decisions.get(1)).is(FULL);
  }

  @Test
  void shouldBoundItsEvidence() {
    // Given
    Trace trace = Trace.registered().begin(1);
    for (int i = 0; i < 2_000; i++) {
      trace.events(create("/package/" + i, 10 + i));
    }

    // When
    TurnDecision decision = Folding.only(trace.end(1));

    // Then
    assertThatDecision(decision).is(FILESYSTEM);
    assertThat(decision.getNetEffects()).hasSize(100);
    assertThat(decision.getNetEffectCount()).isEqualTo(2_000);
    assertThat(decision.getEffects()).isEqualTo(Collections.singletonMap("CREATED", 2_000L));
  }

  /** Each as "turn GRANULARITY reason reason". */
  private static void assertTurns(Trace trace, String... expected) {
    assertThat(Folding.decisions(trace.observations()).stream().map(MarkerOrderTest::shown))
        .containsExactly(expected);
  }

  private static String shown(TurnDecision decision) {
    StringBuilder shown = new StringBuilder();
    shown.append(decision.getTurn()).append(' ').append(decision.getGranularity());
    decision.getReasons().forEach(r -> shown.append(' ').append(r.getCode()));
    return shown.toString();
  }
}
