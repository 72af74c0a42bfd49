package dev.crab.coordinator.kafka;

import dev.crab.coordinator.domain.Coordination;
import dev.crab.coordinator.domain.Input;
import dev.crab.coordinator.domain.Output;
import dev.crab.coordinator.domain.State;
import dev.crab.coordinator.domain.Step;
import dev.crab.coordinator.live.Board;
import dev.crab.coordinator.live.Command;
import dev.crab.coordinator.live.Inbox;
import dev.crab.coordinator.live.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Owns the state: reads it back from the topics, then steps it with what comes. */
final class CoordinatorLoop {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long TICK_MICROS = 250_000;

  private final TopicFeed feed;
  private final InputDecoder decoder;
  private final Outbox outbox;
  private final Board board;
  private final Inbox inbox;
  private final InstantSource clock;

  private State state = State.empty();
  private Map<String, Long> lag = new HashMap<>();
  private long unreadable;

  /** What a loop works with. */
  record Parts(
      TopicFeed feed,
      InputDecoder decoder,
      Outbox outbox,
      Board board,
      Inbox inbox,
      InstantSource clock) {}

  CoordinatorLoop(Parts parts) {
    this.feed = parts.feed();
    this.decoder = parts.decoder();
    this.outbox = parts.outbox();
    this.board = parts.board();
    this.inbox = parts.inbox();
    this.clock = parts.clock();
  }

  /** Rebuilds the state from all topics, then emits the jobs that are missing. */
  void recover(BooleanSupplier stopping) {
    Map<TopicPartition, Long> ends = feed.open();
    long records = 0;
    for (feed.forgetReached(ends);
        !ends.isEmpty() && !stopping.getAsBoolean();
        feed.forgetReached(ends)) {
      for (ConsumerRecord<byte[], byte[]> record : feed.poll(POLL)) {
        decode(record, decoder::replayed)
            .ifPresent(input -> state = Coordination.replay(state, input));
        records++;
      }
    }
    if (stopping.getAsBoolean()) {
      return;
    }
    LOG.atInfo()
        .addKeyValue("records", records)
        .addKeyValue("sandboxes", state.sandboxes().size())
        .log("state rebuilt");
    tick(nowMicros());
    publish();
  }

  /** One round: commands, records, time. */
  void turnOnce() {
    boolean changed = false;
    for (Command command : inbox.drain()) {
      changed |= obey(command);
    }
    for (ConsumerRecord<byte[], byte[]> record : feed.poll(POLL)) {
      changed = true;
      long now = nowMicros();
      decode(record, r -> decoder.live(r, now)).ifPresent(input -> take(record, input));
    }
    long now = nowMicros();
    if (now - state.nowMicros() >= TICK_MICROS) {
      tick(now);
      changed = true;
    }
    if (changed) {
      publish();
    }
  }

  private boolean obey(Command command) {
    return switch (command) {
      case Command.Ask ask -> {
        outbox.ask(ask);
        yield false;
      }
      case Command.Begun(var sandbox, var turn) -> {
        step(new Input.TurnBegun(sandbox, turn));
        yield true;
      }
    };
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Input input) {
    try {
      step(input);
    } catch (RuntimeException e) {
      skip(record, e);
    }
  }

  private void tick(long now) {
    outbox.settle();
    step(new Input.Tick(now));
    lag = feed.lag();
  }

  private void step(Input input) {
    Step step = Coordination.step(state, input);
    state = step.state();
    step.outputs().forEach(this::perform);
  }

  private void perform(Output output) {
    switch (output) {
      case Output.Publish(var job) -> {
        LOG.atInfo()
            .addKeyValue("job", job.getJobId())
            .addKeyValue("sandbox", job.getSandbox())
            .addKeyValue("host", job.getHost())
            .addKeyValue("granularity", job.getGranularity())
            .log("job emitted");
        outbox.publish(job);
      }
      case Output.Ignored(var kind, var reason) ->
          LOG.atWarn().addKeyValue("input", kind).addKeyValue("reason", reason).log("ignored");
    }
  }

  private Optional<Input> decode(
      ConsumerRecord<byte[], byte[]> record,
      Function<ConsumerRecord<byte[], byte[]>, Optional<Input>> how) {
    try {
      return how.apply(record);
    } catch (RuntimeException e) {
      skip(record, e);
      return Optional.empty();
    }
  }

  private void skip(ConsumerRecord<byte[], byte[]> record, RuntimeException reason) {
    unreadable++;
    outbox.deadLetter(record, reason);
  }

  private void publish() {
    board.publish(
        new Snapshot(state, nowMicros(), true, lag, outbox.unsent(), unreadable, Optional.empty()));
  }

  /** Says that no progress is made. */
  void trouble(String message) {
    Snapshot last = board.current();
    board.publish(
        new Snapshot(
            last.state(),
            last.atMicros(),
            last.caughtUp(),
            last.lag(),
            last.unsent(),
            last.unreadable(),
            Optional.of(message)));
  }

  void close() {
    feed.close();
    outbox.close();
  }

  private long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
