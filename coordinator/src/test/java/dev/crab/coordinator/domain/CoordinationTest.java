package dev.crab.coordinator.domain;

import static dev.crab.coordinator.domain.Samples.S1;
import static dev.crab.coordinator.domain.Samples.SECOND;
import static dev.crab.coordinator.domain.Samples.created;
import static dev.crab.coordinator.domain.Samples.decided;
import static dev.crab.coordinator.domain.Samples.decision;
import static dev.crab.coordinator.domain.Samples.removed;
import static dev.crab.coordinator.domain.Samples.restoreAsked;
import static dev.crab.schemas.avro.Granularity.FILESYSTEM;
import static dev.crab.schemas.avro.Granularity.FULL;
import static dev.crab.schemas.avro.Granularity.NONE;
import static dev.crab.schemas.avro.Granularity.PROCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.coordinator.domain.Protection.Level;
import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.JobKind;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.avro.TurnDecision;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinationTest {
  private final Scene scene = new Scene();

  @Test
  void shouldEmitNoJobWhenNothingChanged() {
    scene.with(created("c", 0), decided(1, NONE));
    assertThat(scene.jobs).isEmpty();
    assertThat(scene.protection(1).level()).isEqualTo(Level.UNCHANGED);
  }

  @ParameterizedTest
  @CsvSource({"FILESYSTEM", "PROCESS", "FULL"})
  void shouldEmitOneJobWhenSomethingChanged(Granularity granularity) {
    scene.with(created("c", 0), decided(1, granularity));
    assertThat(scene.jobs).hasSize(1);
    CheckpointJob job = scene.newestJob();
    assertThat(job.getJobId()).isEqualTo("checkpoint/s1.t1.a0");
    assertThat(job.getCheckpointId()).isEqualTo("s1.t1.a0");
    assertThat(job.getKind()).isEqualTo(JobKind.CHECKPOINT);
    assertThat(job.getHost()).isEqualTo("h1");
    assertThat(job.getGranularity()).isEqualTo(granularity);
    assertThat(job.getParentCheckpointId()).isNull();
    assertThat(scene.protection(1).level()).isEqualTo(Level.PENDING);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE,NONE,NONE",
    "NONE,PROCESS,PROCESS",
    "FILESYSTEM,NONE,FILESYSTEM",
    "FILESYSTEM,FILESYSTEM,FILESYSTEM",
    "FILESYSTEM,PROCESS,FULL",
    "PROCESS,FULL,FULL",
    "FULL,NONE,FULL"
  })
  void shouldCoverBothWhenGranularitiesAreUnited(Granularity a, Granularity b, Granularity union) {
    assertThat(Carry.union(a, b)).isEqualTo(union);
    assertThat(Carry.union(b, a)).isEqualTo(union);
  }

  @Test
  void shouldHoldBackAndUniteWhenAJobIsInFlight() {
    scene.with(created("c", 0), decided(1, FILESYSTEM), decided(2, PROCESS), decided(3, NONE));
    scene.with(decided(4, FILESYSTEM));
    assertThat(scene.jobs).hasSize(1);

    scene.completed();

    assertThat(scene.jobs).hasSize(2);
    CheckpointJob next = scene.newestJob();
    assertThat(next.getTurn()).isEqualTo(4);
    assertThat(next.getCoversFromTurn()).isEqualTo(2);
    assertThat(next.getGranularity()).isEqualTo(FULL);
    assertThat(next.getParentCheckpointId()).isEqualTo("s1.t1.a0");
  }

  @Test
  void shouldMarkEveryTurnDurableWhenALaterJobCoversIt() {
    scene.with(created("c", 0), decided(1, FILESYSTEM)).completed();
    scene.with(decided(2, NONE), decided(3, PROCESS)).completed();

    assertThat(scene.protection(1).level()).isEqualTo(Level.DURABLE);
    assertThat(scene.protection(2).level()).isEqualTo(Level.UNCHANGED);
    assertThat(scene.protection(2).checkpoint()).contains(new AttemptKey(1, 0));
    assertThat(scene.protection(3).level()).isEqualTo(Level.DURABLE);
    assertThat(scene.lineage().newestRestorable()).contains(new AttemptKey(3, 0));
  }

  @Test
  void shouldSayCapturedWhenTheManifestIsThereAndTheResultIsNot() {
    scene.with(created("c", 0), decided(1, FILESYSTEM));
    scene.with(new Input.ManifestSeen(Samples.manifest(scene.newestJob())));
    assertThat(scene.protection(1).level()).isEqualTo(Level.CAPTURED);
  }

  @Test
  void shouldTryAgainWithGrowingWaitsWhenAJobFails() {
    scene.with(created("c", 0), decided(1, FULL));
    long now = 100 * SECOND;
    for (int failed = 1; failed < Retry.ATTEMPTS; failed++) {
      scene.answered(JobStatus.FAILED, now);
      long wait = SECOND << (failed - 1);
      scene.with(new Input.Tick(now + wait - 1));
      assertThat(scene.jobs).hasSize(failed);
      assertThat(scene.protection(1).level()).isEqualTo(Level.UNPROTECTED);
      assertThat(scene.protection(1).settled()).isFalse();
      assertThat(scene.protection(1).retryAtMicros()).hasValue(now + wait);
      now += wait;
      scene.with(new Input.Tick(now));
      assertThat(scene.jobs).hasSize(failed + 1);
      assertThat(scene.newestJob().getCheckpointId()).isEqualTo("s1.t1.a" + failed);
    }

    scene.answered(JobStatus.FAILED, now).with(new Input.Tick(now + 1_000 * SECOND));

    assertThat(scene.jobs).hasSize(Retry.ATTEMPTS);
    assertThat(scene.protection(1).level()).isEqualTo(Level.UNPROTECTED);
    assertThat(scene.protection(1).message())
        .hasValueSatisfying(m -> assertThat(m).contains("DISK_FULL"));
  }

  @Test
  void shouldNotTryAgainButCarryOverWhenAJobIsRefused() {
    scene.with(created("c", 0), decided(1, FILESYSTEM)).answered(JobStatus.REFUSED, SECOND);
    scene.with(new Input.Tick(1_000 * SECOND), decided(2, NONE));
    assertThat(scene.jobs).hasSize(1);
    assertThat(scene.protection(1).level()).isEqualTo(Level.UNPROTECTED);

    scene.with(decided(3, PROCESS));

    assertThat(scene.newestJob().getGranularity()).isEqualTo(FULL);
    assertThat(scene.newestJob().getCoversFromTurn()).isEqualTo(1);
    assertThat(scene.protection(1).level()).isEqualTo(Level.PENDING);
    scene.completed();
    assertThat(scene.protection(1).level()).isEqualTo(Level.DURABLE);
  }

  @Test
  void shouldGoOnFromTheRestoredCheckpointWhenASandboxIsRestored() {
    scene.with(created("c", 0), decided(1, FILESYSTEM)).completed();
    scene.with(decided(2, FILESYSTEM)).completed();
    scene.with(decided(3, PROCESS)).answered(JobStatus.REFUSED, SECOND);

    scene.with(restoreAsked("r", "s1.t1.a0"));
    CheckpointJob restore = scene.newestJob();
    assertThat(restore.getKind()).isEqualTo(JobKind.RESTORE);
    assertThat(restore.getJobId()).isEqualTo("restore/r");
    assertThat(restore.getTurn()).isEqualTo(1);
    assertThat(restore.getLastTurn()).isEqualTo(3);
    scene.with(Samples.answered(restore, JobStatus.COMPLETED, 2 * SECOND));
    scene.with(decidedAnew(4, FILESYSTEM));

    CheckpointJob next = scene.newestJob();
    assertThat(next.getCoversFromTurn()).isEqualTo(4);
    assertThat(next.getGranularity()).isEqualTo(FILESYSTEM);
    assertThat(next.getParentCheckpointId()).isEqualTo("s1.t1.a0");
    assertThat(scene.protection(2).level()).isEqualTo(Level.DURABLE);
    assertThat(scene.protection(3).level()).isEqualTo(Level.UNPROTECTED);
    assertThat(scene.lineage().newestRestorable()).contains(new AttemptKey(1, 0));
  }

  @Test
  void shouldKeepTheOldLifeWhenARestoreFails() {
    scene.with(created("c", 0), decided(1, FILESYSTEM)).completed();
    scene.with(restoreAsked("r", "s1.t1.a0")).answered(JobStatus.FAILED, SECOND);
    assertThat(scene.lineage().lives()).hasSize(2);
    assertThat(scene.facts().requests().outstandingRestore()).isEmpty();
  }

  @Test
  void shouldWaitWithCheckpointsWhenARestoreIsUnderWay() {
    scene.with(created("c", 0), decided(1, FILESYSTEM)).completed();
    scene.with(restoreAsked("r", "s1.t1.a0"), restoreAsked("r2", "s1.t1.a0"));
    scene.with(decided(2, FILESYSTEM), new Input.Tick(900 * SECOND));
    assertThat(scene.jobs).hasSize(2);

    scene.with(Samples.answered(scene.newestJob(), JobStatus.COMPLETED, SECOND));

    assertThat(scene.newestJob().getJobId()).isEqualTo("restore/r2");
    assertThat(scene.newestJob().getLastTurn()).isEqualTo(2);
  }

  @Test
  void shouldBeginAnewWithoutParentWhenASandboxIsRemovedAndCreated() {
    scene.with(created("c", 0), decided(1, FILESYSTEM)).completed();
    scene.with(decided(2, FILESYSTEM), removed("d", 2));
    scene.answered(JobStatus.REFUSED, SECOND);
    assertThat(scene.lineage().newestRestorable()).contains(new AttemptKey(1, 0));

    scene.with(created("c2", 2));
    assertThat(scene.lineage().newestRestorable()).isEmpty();
    scene.with(decidedAnew(3, FILESYSTEM));

    assertThat(scene.newestJob().getParentCheckpointId()).isNull();
    assertThat(scene.newestJob().getCoversFromTurn()).isEqualTo(3);
    assertThat(scene.protection(2).level()).isEqualTo(Level.UNPROTECTED);
    assertThat(scene.protection(2).message())
        .hasValueSatisfying(m -> assertThat(m).contains("removed"));
  }

  @Test
  void shouldRestoreAfterRemovalWhenACheckpointIsThere() {
    scene.with(created("c", 0), decided(1, FILESYSTEM)).completed();
    scene.with(removed("d", 1), restoreAsked("r", "s1.t1.a0"));
    scene.with(Samples.answered(scene.newestJob(), JobStatus.COMPLETED, SECOND));
    scene.with(decidedAnew(2, PROCESS));
    assertThat(scene.newestJob().getParentCheckpointId()).isEqualTo("s1.t1.a0");
    assertThat(scene.newestJob().getGranularity()).isEqualTo(PROCESS);
  }

  @Test
  void shouldCountALateDecisionToTheOldLifeWhenItIsOfTheOldRegistration() {
    scene.with(created("c", 0), decided(1, FILESYSTEM)).completed();
    scene.with(restoreAsked("r", "s1.t1.a0"));
    assertThat(scene.newestJob().getLastTurn()).isEqualTo(1);
    scene.with(Samples.answered(scene.newestJob(), JobStatus.COMPLETED, SECOND));

    scene.with(decided(2, FULL));

    assertThat(scene.jobs).hasSize(2);
    assertThat(scene.protection(2).level()).isEqualTo(Level.UNPROTECTED);
    scene.with(decidedAnew(3, FILESYSTEM));
    assertThat(scene.newestJob().getCoversFromTurn()).isEqualTo(3);
  }

  /** A decision after the sandbox was registered with a probe once more. */
  private static Input decidedAnew(long turn, Granularity granularity) {
    TurnDecision later =
        TurnDecision.newBuilder(decision(S1, turn, granularity, Samples.EPOCH + 1))
            .setEndWallTimeMicros((60 + turn) * SECOND)
            .build();
    return new Input.Decision(later, OptionalLong.empty());
  }

  @Test
  void shouldCoverATurnOnceMoreWhenItsNumberIsGivenOutTwice() {
    scene.with(created("c", 0), decided(1, FILESYSTEM), decided(2, FILESYSTEM)).completed();
    scene.completed();
    assertThat(scene.protection(2).level()).isEqualTo(Level.DURABLE);

    scene.with(decidedAnew(2, PROCESS));

    assertThat(scene.newestJob().getCheckpointId()).isEqualTo("s1.t2.a1");
    assertThat(scene.newestJob().getGranularity()).isEqualTo(FULL);
    assertThat(scene.newestJob().getParentCheckpointId()).isEqualTo("s1.t2.a0");
    assertThat(scene.protection(2).level()).isEqualTo(Level.PENDING);
    scene.completed();
    assertThat(scene.protection(2).level()).isEqualTo(Level.DURABLE);
    assertThat(scene.lineage().newestRestorable()).contains(new AttemptKey(2, 1));
  }

  @Test
  void shouldCountATurnToTheOldLifeWhenItEndedWhileTheRestoreWasUnderWay() {
    scene.with(created("c", 0), decided(1, FILESYSTEM)).completed();
    scene.with(restoreAsked("r", "s1.t1.a0"));
    CheckpointJob restore = scene.newestJob();
    TurnDecision meanwhile =
        TurnDecision.newBuilder(decision(S1, 2, FULL, Samples.EPOCH + 1))
            .setEndWallTimeMicros(restore.getCreatedWallTimeMicros() + 1)
            .build();
    scene.with(new Input.Decision(meanwhile, OptionalLong.empty()));
    scene.with(Samples.answered(restore, JobStatus.COMPLETED, 60 * SECOND));
    assertThat(scene.jobs).hasSize(2);
    assertThat(scene.protection(2).level()).isEqualTo(Level.UNPROTECTED);
  }

  @Test
  void shouldFindTheCheckpointThatHoldsATurnWhenTurnsChangedNothing() {
    scene.with(created("c", 0), decided(1, FILESYSTEM)).completed();
    scene.with(decided(2, NONE), decided(3, FILESYSTEM), decided(4, FILESYSTEM)).completed();
    scene.completed();
    assertThat(scene.lineage().holding(1)).contains(new AttemptKey(1, 0));
    assertThat(scene.lineage().holding(2)).contains(new AttemptKey(1, 0));
    assertThat(scene.lineage().holding(3)).contains(new AttemptKey(3, 0));
    assertThat(scene.lineage().holding(4)).contains(new AttemptKey(4, 0));
  }

  @Test
  void shouldNeverReuseATurnNumberWhenATurnBeganAndWasNotDecided() {
    scene.with(created("c", 0), decided(1, FILESYSTEM)).completed();
    scene.with(new Input.TurnBegun(S1, 2), restoreAsked("r", "s1.t1.a0"));
    assertThat(scene.newestJob().getLastTurn()).isEqualTo(2);
  }

  @Test
  void shouldTakeTheNewerRegistrationsDecisionWhenATurnIsDecidedTwice() {
    scene.with(created("c", 0), decided(1, FILESYSTEM));
    Input stale =
        new Input.Decision(decision(S1, 1, NONE, Samples.EPOCH - 1), OptionalLong.empty());
    Input newer =
        new Input.Decision(decision(S1, 1, FULL, Samples.EPOCH + 1), OptionalLong.empty());
    scene.with(stale);
    assertThat(scene.facts().turns().classes().get(FILESYSTEM)).contains(1L);
    scene.with(newer);
    assertThat(scene.facts().turns().classes().get(FILESYSTEM)).contains(0L);
    assertThat(scene.facts().turns().classes().get(FULL)).contains(1L);
  }

  @Test
  void shouldIgnoreWithAReasonWhenAnInputCannotBeUsed() {
    scene.with(
        decided(0, FULL),
        new Input.RequestSeen(
            Samples.request("r", dev.crab.schemas.avro.RequestKind.RESTORE, null, null)));
    assertThat(scene.state).isEqualTo(State.empty());
    assertThat(scene.ignored).extracting(Output.Ignored::reason).hasSize(2);
  }

  @Test
  void shouldDropTheOldestTurnsAndSaySoWhenThereAreTooMany() {
    for (long turn = 1; turn <= Limits.TURNS + 5L; turn++) {
      scene.state = Coordination.replay(scene.state, decided(turn, turn == 1 ? FILESYSTEM : NONE));
    }
    assertThat(scene.facts().turns().turns().size()).isEqualTo(Limits.TURNS);
    assertThat(scene.facts().turns().droppedThrough()).isEqualTo(5);
    assertThat(scene.facts().turns().evidence().size()).isEqualTo(Limits.EVIDENCE);

    scene.with(decided(Limits.TURNS + 6L, FILESYSTEM));

    assertThat(scene.newestJob().getGranularity()).isEqualTo(FULL);
    assertThat(scene.newestJob().getCoversFromTurn()).isEqualTo(1);
  }
}
