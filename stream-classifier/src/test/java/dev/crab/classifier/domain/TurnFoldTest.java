package dev.crab.classifier.domain;

import static dev.crab.classifier.DecisionAssert.assertThatDecision;
import static dev.crab.classifier.Events.*;
import static dev.crab.classifier.Trace.process;
import static dev.crab.schemas.avro.Granularity.FILESYSTEM;
import static dev.crab.schemas.avro.Granularity.FULL;
import static dev.crab.schemas.avro.Granularity.NONE;
import static dev.crab.schemas.avro.Granularity.PROCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.classifier.Folding;
import dev.crab.classifier.Trace;
import dev.crab.schemas.avro.LossKind;
import dev.crab.schemas.avro.MarkerKind;
import dev.crab.schemas.avro.TurnDecision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TurnFoldTest {
  @Test
  void shouldDecideNoneForATurnThatDidNothing() {
    // Given
    Trace trace = Trace.registered().turn(1);

    // When
    TurnDecision decision = Folding.only(trace);

    // Then
    assertThatDecision(decision).isOfTurn(1).is(NONE).because("NO_EVENTS");
    assertThat(decision.getLabel()).isEqualTo("turn 1");
    assertThat(decision.getBeginTimeNanos()).isPositive().isLessThan(decision.getEndTimeNanos());
  }

  @Test
  void shouldSayThatNothingSurvivedWhenEverythingCancelled() {
    // Given
    Trace trace = Trace.registered().turn(1, create("/t", 2), write("/t", 2, 7), unlink("/t"));

    // When
    TurnDecision decision = Folding.only(trace);

    // Then
    assertThatDecision(decision).is(NONE).because("NOTHING_SURVIVED").cancels(3);
    assertThat(decision.getBytesWritten()).isEqualTo(7);
    assertThat(decision.getEvents()).isEqualTo(3);
  }

  @Test
  void shouldCountWhatHappensBetweenTurnsIntoTheNext() {
    // Given
    Trace trace = Trace.registered().turn(1).events(create("/a", 2)).turn(2);

    // When
    List<TurnDecision> decisions = Folding.decisions(trace.observations());

    // Then
    assertThatDecision(decisions.get(0)).is(NONE);
    assertThatDecision(decisions.get(1)).is(FILESYSTEM).leaves("CREATED /a");
  }

  @Test
  void shouldIgnoreDuplicates() {
    // Given
    Trace trace = Trace.registered().begin(1).events(create("/t", 2)).duplicate();
    trace.events(unlink("/t")).duplicate().end(1).duplicate();

    // When
    TurnDecision decision = Folding.only(trace);

    // Then
    assertThatDecision(decision).is(NONE).cancels(2);
  }

  @Test
  void shouldGoUpAtAGapAndSayHowMuchIsMissing() {
    // Given
    Trace trace = Trace.registered().begin(1).missing(3).end(1).turn(2);

    // When
    List<TurnDecision> decisions = Folding.decisions(trace.observations());

    // Then
    assertThatDecision(decisions.get(0)).is(FULL).because("SEQUENCE_GAP");
    assertThat(decisions.get(0).getLost()).isEqualTo(3);
    assertThatDecision(decisions.get(1)).is(NONE);
  }

  @ParameterizedTest
  @EnumSource(LossKind.class)
  void shouldGoUpAtAnyLoss(LossKind kind) {
    // Given
    Trace trace = Trace.registered().begin(1).loss(kind, 5).end(1);

    // When
    TurnDecision decision = Folding.only(trace);

    // Then
    assertThatDecision(decision).is(FULL).because("LOSS_" + kind);
    assertThat(decision.getLost()).isEqualTo(5);
  }

  @Test
  void shouldNotCountALossTwiceThatTheKernelCountedToo() {
    // Given
    Trace trace =
        Trace.registered().begin(1).loss(LossKind.RING_FULL, 5).end(1, m -> m.setKernelLost(5));

    // When
    TurnDecision decision = Folding.only(trace);

    // Then
    assertThatDecision(decision).is(FULL).because("LOSS_RING_FULL", "KERNEL_LOSS");
    assertThat(decision.getLost()).isEqualTo(5);
  }

  @Test
  void shouldGoUpOnceWhenTheKernelsLossesGrew() {
    // Given
    Trace trace = Trace.registered();
    trace.marker(MarkerKind.TURN_BEGIN, 1, m -> m.setKernelLost(0));
    trace.end(1, m -> m.setKernelLost(2));
    trace.marker(MarkerKind.TURN_BEGIN, 2, m -> m.setKernelLost(2));
    trace.end(2, m -> m.setKernelLost(2));

    // When
    List<TurnDecision> decisions = Folding.decisions(trace.observations());

    // Then
    assertThatDecision(decisions.get(0)).is(FULL).because("KERNEL_LOSS");
    assertThatDecision(decisions.get(1)).is(NONE);
  }

  @Test
  void shouldNotCancelWhenALateEventComes() {
    // Given
    Trace trace = Trace.registered().turn(1).begin(2).lateEvent(create("/t", 2));
    trace.events(unlink("/t")).end(2);

    // When
    List<TurnDecision> decisions = Folding.decisions(trace.observations());

    // Then
    assertThatDecision(decisions.get(1)).is(FILESYSTEM).because("FILES_CHANGED", "LATE_EVENT");
  }

  @Test
  void shouldNotCancelAPathThatSurvivedNevertheless() {
    // Given
    Trace trace = Trace.registered().begin(1).events(create("/t", 2), unlink("/t"));
    trace.events(create("/u", 3), unlink("/u")).end(1, m -> m.setSurvivors(List.of("/t")));

    // When
    TurnDecision decision = Folding.only(trace);

    // Then
    assertThatDecision(decision)
        .is(FILESYSTEM)
        .because("FILES_CHANGED", "SURVIVOR_FOUND")
        .leaves("CREATED /t")
        .cancels(2);
  }

  @Test
  void shouldNotCancelWhenSurvivorsWereNotChecked() {
    // Given
    Trace trace = Trace.registered().begin(1).events(create("/t", 2), unlink("/t"));
    trace.end(1, m -> m.setSurvivors(null));

    // When
    TurnDecision decision = Folding.only(trace);

    // Then
    assertThatDecision(decision).is(FILESYSTEM).because("FILES_CHANGED", "SURVIVORS_UNCHECKED");
  }

  @Test
  void shouldNotCancelWhenNamesRaced() {
    // Given
    Trace trace = Trace.registered().begin(1).events(create("/t", 2), unlink("/t"));
    trace.end(1, m -> m.setRacing(true));

    // When
    TurnDecision decision = Folding.only(trace);

    // Then
    assertThatDecision(decision).is(FILESYSTEM).because("FILES_CHANGED", "SURVIVORS_RACING");
  }

  @Test
  void shouldOverflowUp() {
    // Given
    Trace trace = Trace.registered().begin(1);
    for (int i = 0; i <= FileLedger.MAX_TRACKS; i++) {
      trace.events(create("/" + i, i + 1), unlink("/" + i));
    }
    trace.end(1).turn(2);

    // When
    List<TurnDecision> decisions = Folding.decisions(trace.observations());

    // Then
    assertThatDecision(decisions.get(0)).is(FULL).becauseAmongOthers("OVERFLOW");
    assertThat(decisions.get(0).getNetEffects()).hasSize(Decisions.MAX_EVIDENCE);
    assertThatDecision(decisions.get(1)).is(NONE);
  }

  @Test
  void shouldTellRunBornAndDied() {
    // Given
    Trace trace = Trace.registered().processes(process(1, 1), process(2, 1), process(3, 1));
    trace.turn(1).processes(process(1, 1), process(2, 9), process(4, 1)).turn(2);

    // When
    List<TurnDecision> decisions = Folding.decisions(trace.observations());

    // Then
    assertThatDecision(decisions.get(1))
        .is(PROCESS)
        .because("PROCESS_BORN", "PROCESS_DIED", "PROCESS_RAN");
    assertThat(decisions.get(1).getProcessEffects())
        .extracting(e -> e.getKind() + " " + e.getPid() + " " + e.getComm())
        .containsExactly("RAN 2 p2", "BORN 4 p4", "DIED 3 p3");
  }

  @Test
  void shouldCountFilesOfAProcessThatRanWithASharedMapping() {
    // Given
    var mapping = process(2, 1);
    var mappingRan = process(2, 2);
    mapping.put(7, true);
    mappingRan.put(7, true);
    Trace trace = Trace.registered().processes(process(1, 1), mapping).turn(1).turn(2);
    trace.processes(process(1, 1), mappingRan).turn(3);

    // When
    List<TurnDecision> decisions = Folding.decisions(trace.observations());

    // Then
    assertThatDecision(decisions.get(1)).is(NONE);
    assertThatDecision(decisions.get(2)).is(FULL).because("SHARED_MAPPING", "PROCESS_RAN");
  }
}
