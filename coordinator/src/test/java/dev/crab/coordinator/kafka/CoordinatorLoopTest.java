package dev.crab.coordinator.kafka;

import static dev.crab.coordinator.domain.Samples.S1;
import static dev.crab.coordinator.domain.Samples.SECOND;
import static dev.crab.coordinator.domain.Samples.decision;
import static dev.crab.schemas.avro.Granularity.FILESYSTEM;
import static dev.crab.schemas.topic.TopicCatalog.DECISIONS;
import static dev.crab.schemas.topic.TopicCatalog.JOBS;
import static dev.crab.schemas.topic.TopicCatalog.REQUESTS;
import static dev.crab.schemas.topic.TopicCatalog.RESULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.crab.coordinator.domain.Samples;
import dev.crab.coordinator.domain.SandboxFacts;
import dev.crab.coordinator.live.Board;
import dev.crab.coordinator.live.Command;
import dev.crab.coordinator.live.Inbox;
import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.avro.RequestKind;
import dev.crab.schemas.topic.TopicCatalog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class CoordinatorLoopTest {
  private final Board board = new Board();
  private final Inbox inbox = new Inbox();
  private long now = 100 * SECOND;
  private FakeKafka kafka = new FakeKafka(true);
  private CoordinatorLoop loop = loop();

  private CoordinatorLoop loop() {
    TopicFeed feed = new TopicFeed(kafka.consumer);
    inbox.onArrival(feed::wakeUp);
    return new CoordinatorLoop(
        new CoordinatorLoop.Parts(
            feed,
            new InputDecoder(kafka.values),
            new Outbox(kafka.producer, kafka.values),
            board,
            inbox,
            () -> Instant.EPOCH.plus(now, ChronoUnit.MICROS)));
  }

  private void recover() {
    kafka.deliverWaiting();
    loop.recover(() -> false);
  }

  private void round() {
    now += SECOND;
    loop.turnOnce();
  }

  private SandboxFacts facts() {
    return board.current().state().sandboxes().get(S1).orElseThrow();
  }

  private CheckpointJob newestJob() {
    return facts().jobs().attempts().descending().iterator().next().value().job().orElseThrow();
  }

  @Test
  void shouldSendAJobToItsHostWhenADecisionComes() {
    recover();
    kafka.write(DECISIONS, decision(S1, 1, FILESYSTEM));
    round();
    assertThat(kafka.jobsSent()).containsExactly("h1 checkpoint/s1.t1.a0");
    assertThat(board.current().caughtUp()).isTrue();
    assertThat(board.current().unsent()).isZero();
  }

  @Test
  void shouldMeasureDecisionLatencyWhenADecisionIsReadLive() {
    recover();
    now = SECOND + 1_234;
    kafka.write(DECISIONS, decision(S1, 1, FILESYSTEM));
    loop.turnOnce();
    assertThat(facts().turns().turns().get(1L).orElseThrow().latencyMicros()).hasValue(1_234);
  }

  @Test
  void shouldEmitWhatIsMissingAndNothingTwiceWhenItStartsAnew() {
    recover();
    kafka.write(DECISIONS, decision(S1, 1, FILESYSTEM));
    round();
    CheckpointJob job = newestJob();
    kafka = new FakeKafka(true);
    kafka.write(DECISIONS, decision(S1, 1, FILESYSTEM));
    kafka.write(DECISIONS, decision(S1, 2, FILESYSTEM));
    kafka.write(JOBS, job);
    kafka.write(RESULTS, Samples.result(job, JobStatus.COMPLETED));
    loop = loop();

    recover();

    assertThat(kafka.jobsSent()).containsExactly("h1 checkpoint/s1.t2.a0");
    assertThat(facts().turns().turns().get(1L).orElseThrow().latencyMicros()).isEmpty();
  }

  @Test
  void shouldSendNothingWhenAllItsJobsAreThereAlready() {
    recover();
    kafka.write(DECISIONS, decision(S1, 1, FILESYSTEM));
    round();
    CheckpointJob job = newestJob();
    kafka = new FakeKafka(true);
    kafka.write(JOBS, job);
    kafka.write(DECISIONS, decision(S1, 1, FILESYSTEM));
    loop = loop();
    recover();
    assertThat(kafka.jobsSent()).isEmpty();
  }

  @Test
  void shouldSendAJobAgainUntilKafkaAcknowledgesIt() {
    kafka = new FakeKafka(false);
    loop = loop();
    recover();
    kafka.write(DECISIONS, decision(S1, 1, FILESYSTEM));
    round();
    kafka.producer.errorNext(new TimeoutException("no leader"));
    round();
    assertThat(kafka.jobsSent()).hasSize(2).containsOnly("h1 checkpoint/s1.t1.a0");
    assertThat(board.current().unsent()).isEqualTo(1);
    kafka.producer.completeNext();
    round();
    assertThat(board.current().unsent()).isZero();
    assertThat(kafka.jobsSent()).hasSize(2);
  }

  @Test
  void shouldSendAJobAgainWhenTheRegistryWasDown() {
    recover();
    kafka.write(DECISIONS, decision(S1, 1, FILESYSTEM));
    kafka.values.registryDown = true;
    round();
    assertThat(kafka.jobsSent()).isEmpty();
    kafka.values.registryDown = false;
    round();
    assertThat(kafka.jobsSent()).containsExactly("h1 checkpoint/s1.t1.a0");
  }

  @Test
  void shouldSetAsideWhatItCannotReadAndGoOn() {
    recover();
    kafka.writeRaw(DECISIONS, new byte[] {1, 2, 3});
    kafka.writeRaw(DECISIONS, null);
    kafka.write(DECISIONS, decision(S1, 1, FILESYSTEM));
    round();
    assertThat(kafka.jobsSent()).hasSize(1);
    assertThat(board.current().unreadable()).isEqualTo(1);
    assertThat(kafka.producer.history().getFirst().topic())
        .isEqualTo(TopicCatalog.DEAD_LETTERS.name());
    assertThat(kafka.producer.history().getFirst().headers().lastHeader("crab.reason")).isNotNull();
  }

  @Test
  void shouldPublishARequestAndSayWhenItIsAcknowledged() {
    kafka = new FakeKafka(false);
    loop = loop();
    recover();
    CompletableFuture<Void> accepted = new CompletableFuture<>();
    CompletableFuture<Void> failed = new CompletableFuture<>();
    inbox.offer(
        new Command.Ask(Samples.request("q1", RequestKind.SANDBOX_CREATED, null, 0L), accepted));
    inbox.offer(
        new Command.Ask(Samples.request("q2", RequestKind.SANDBOX_REMOVED, null, 0L), failed));
    round();
    assertThat(accepted).isNotDone();
    kafka.producer.completeNext();
    kafka.producer.errorNext(new TimeoutException("no leader"));
    assertThat(accepted).isCompleted();
    assertThat(failed).isCompletedExceptionally();
    assertThat(kafka.producer.history())
        .extracting(r -> r.topic() + " " + r.key())
        .containsExactly(REQUESTS.name() + " s1", REQUESTS.name() + " s1");
  }

  @Test
  void shouldTryAgainByItselfWhenAJobFailed() {
    recover();
    kafka.write(DECISIONS, decision(S1, 1, FILESYSTEM));
    round();
    kafka.write(RESULTS, Samples.result(newestJob(), JobStatus.FAILED));
    round();
    round();
    round();
    assertThat(kafka.jobsSent())
        .containsExactly("h1 checkpoint/s1.t1.a0", "h1 checkpoint/s1.t1.a1");
  }

  @Test
  void shouldSayWhichTopicIsMissingWhenItStartsTooEarly() {
    kafka.consumer.updatePartitions(RESULTS.name(), List.of());
    assertThat(catchThrowable(() -> loop.recover(() -> false)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(RESULTS.name());
  }
}
