package dev.crab.probe.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crab.bpf.Operation;
import dev.crab.probe.domain.HostIdentity;
import dev.crab.probe.domain.ProbeException;
import dev.crab.probe.domain.Registration;
import dev.crab.schemas.avro.EventBatch;
import dev.crab.schemas.avro.LossKind;
import dev.crab.schemas.avro.LossReport;
import dev.crab.schemas.avro.Marker;
import dev.crab.schemas.avro.MarkerKind;
import dev.crab.schemas.avro.MarkerSource;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.SyscallEvent;
import dev.crab.schemas.id.HostId;
import dev.crab.schemas.id.SandboxId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeEngineTest {
  private static final SandboxId S1 = new SandboxId("s1");
  private static final int SLOT = 0;
  private final FakeKernel kernel = new FakeKernel();
  private final FakeFiles files = new FakeFiles();
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final ProbeEngine engine =
      new ProbeEngine(
          kernel,
          publisher,
          files,
          new HostIdentity(new HostId("h"), "boot"),
          InstantSource.fixed(Instant.ofEpochSecond(1_000)),
          later::add);

  @BeforeEach
  void register() {
    engine.register(registration(20));
  }

  private static Registration registration(int initPid) {
    return new Registration(S1, FakeFiles.NAMESPACE, 0, initPid, 4);
  }

  private TurnEnd end() {
    CompletableFuture<TurnEnd> answer =
        engine.endTurn(S1, null, MarkerSource.API).toCompletableFuture();
    runLater();
    return answer.join();
  }

  private void runLater() {
    while (!later.isEmpty()) {
      later.poll().run();
    }
  }

  private List<String> shape() {
    return publisher.published().stream().map(ProbeEngineTest::shape).toList();
  }

  private static String shape(Observation o) {
    return switch (o.getPayload()) {
      case EventBatch b -> b.getEvents().stream().map(SyscallEvent::getPath).toList().toString();
      case Marker m -> m.getKind() + " " + m.getTurn();
      case LossReport l -> l.getKind() + " " + l.getCount();
      default -> "?";
    };
  }

  @Test
  void shouldPublishInOneSequenceWhenATurnPasses() {
    engine.beginTurn(S1, "x", MarkerSource.API);
    kernel.call(SLOT, Operation.CREATE, "/a", null);

    TurnEnd end = end();

    assertThat(end).isEqualTo(new TurnEnd(5, 1, 0));
    assertThat(shape()).containsExactly("REGISTERED 4", "TURN_BEGIN 5", "[/a]", "TURN_END 5");
    assertThat(publisher.published())
        .extracting(Observation::getSequence)
        .containsExactly(0L, 1L, 2L, 3L);
    assertThat(publisher.last(MarkerKind.TURN_END).getLabel()).isEqualTo("x");
  }

  @Test
  void shouldPublishBehindTheMarkerWhatHappensAfterTheLineIsDrawn() {
    engine.beginTurn(S1, null, MarkerSource.API);
    kernel.call(SLOT, Operation.WRITE, "/before", null);
    kernel.afterAdvance(() -> kernel.call(SLOT, Operation.WRITE, "/after", null));

    TurnEnd end = end();

    assertThat(end.events()).isEqualTo(1);
    assertThat(shape()).endsWith("[/before]", "TURN_END 5", "[/after]");
  }

  @Test
  void shouldNameSurvivorsWhenARemovedNameExists() {
    engine.beginTurn(S1, null, MarkerSource.API);
    kernel.call(SLOT, Operation.CREATE, "/a", null);
    kernel.call(SLOT, Operation.UNLINK, "/a", null);
    kernel.call(SLOT, Operation.CREATE, "/b", null);
    kernel.call(SLOT, Operation.UNLINK, "/b", null);
    files.existing.add("/b");

    end();

    Marker marker = publisher.last(MarkerKind.TURN_END);
    assertThat(marker.getSurvivors()).containsExactly("/b");
    assertThat(marker.getRacing()).isFalse();
  }

  @Test
  void shouldSayRacingWhenNamesMoveWhileSurvivorsAreChecked() {
    engine.beginTurn(S1, null, MarkerSource.API);
    kernel.call(SLOT, Operation.CREATE, "/a", null);
    kernel.call(SLOT, Operation.UNLINK, "/a", null);
    files.whileLooking = () -> kernel.call(SLOT, Operation.CREATE, "/a", null);

    end();

    assertThat(publisher.last(MarkerKind.TURN_END).getRacing()).isTrue();
    assertThat(shape()).endsWith("TURN_END 5", "[/a]");
  }

  @Test
  void shouldReportLossBeforeTheMarkerWhenTheRingWasFull() {
    engine.beginTurn(S1, null, MarkerSource.API);
    kernel.lose(SLOT);
    kernel.lose(SLOT);

    TurnEnd end = end();

    assertThat(end.lost()).isEqualTo(2);
    assertThat(shape()).endsWith("RING_FULL 2", "TURN_END 5");
    assertThat(publisher.last(MarkerKind.TURN_END).getKernelLost()).isEqualTo(2);
  }

  @Test
  void shouldReportDecodeErrorToAllWhenItsSandboxIsUnknown() {
    engine.beginTurn(S1, null, MarkerSource.API);
    kernel.damage(-1);

    end();

    assertThat(publisher.losses())
        .extracting(LossReport::getKind)
        .containsExactly(LossKind.DECODE_ERROR);
  }

  @Test
  void shouldTellOfTheLossLaterWhenThePublisherRefuses() {
    engine.beginTurn(S1, null, MarkerSource.API);
    kernel.call(SLOT, Operation.WRITE, "/a", null);
    publisher.refuse(true);
    engine.pump(0);
    publisher.refuse(false);

    end();

    assertThat(shape()).endsWith("TURN_BEGIN 5", "PRODUCER_BUFFER_FULL 1", "TURN_END 5");
    assertThat(publisher.published())
        .extracting(Observation::getSequence)
        .containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void shouldKeepTheTurnOpenWhenTheMarkerIsRefused() {
    engine.beginTurn(S1, null, MarkerSource.API);
    publisher.refuse(true);
    assertThatThrownBy(() -> engine.endTurn(S1, null, MarkerSource.API))
        .isInstanceOf(ProbeException.class);
    publisher.refuse(false);

    TurnEnd end = end();

    assertThat(end.turn()).isEqualTo(5);
    assertThat(publisher.last(MarkerKind.TURN_END).getSurvivors()).isNull();
  }

  @Test
  void shouldKeepTheTurnOpenWhenTheMarkerIsNotAcknowledged() {
    engine.beginTurn(S1, null, MarkerSource.API);
    publisher.hold();
    CompletableFuture<TurnEnd> first =
        engine.endTurn(S1, null, MarkerSource.API).toCompletableFuture();
    publisher.fail();
    runLater();

    TurnEnd second = end();

    assertThat(first).isCompletedExceptionally();
    assertThat(second.turn()).isEqualTo(5);
  }

  @Test
  void shouldRefuseWhenTurnsDoNotAlternate() {
    assertThatThrownBy(() -> engine.endTurn(S1, null, MarkerSource.API))
        .hasMessageContaining("no turn is open");
    engine.beginTurn(S1, null, MarkerSource.API);
    assertThatThrownBy(() -> engine.beginTurn(S1, null, MarkerSource.API))
        .hasMessageContaining("5 is open");
  }

  @Test
  void shouldBeginANewEpochWhenRegisteredAgain() {
    long before = publisher.published().getLast().getEpoch();

    engine.register(registration(21));

    Observation last = publisher.published().getLast();
    assertThat(last.getEpoch()).isGreaterThan(before);
    assertThat(last.getSequence()).isZero();
  }

  @Test
  void shouldIgnoreWhenARecordIsFromAnEarlierUserOfTheSlot() {
    kernel.call(900, Operation.WRITE, "/stale", null);

    engine.pump(0);

    assertThat(publisher.events()).isEmpty();
  }

  @Test
  void shouldRefuseWhenInitIsGone() {
    assertThatThrownBy(() -> engine.register(registration(404)))
        .isInstanceOfSatisfying(
            ProbeException.class, e -> assertThat(e.code()).isEqualTo("init_gone"));
  }
}
