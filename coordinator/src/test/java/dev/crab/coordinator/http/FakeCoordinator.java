package dev.crab.coordinator.http;

import dev.crab.coordinator.domain.Coordination;
import dev.crab.coordinator.domain.Input;
import dev.crab.coordinator.domain.Output;
import dev.crab.coordinator.domain.State;
import dev.crab.coordinator.domain.Step;
import dev.crab.coordinator.live.Board;
import dev.crab.coordinator.live.Command;
import dev.crab.coordinator.live.Inbox;
import dev.crab.coordinator.live.Snapshot;
import dev.crab.schemas.avro.CheckpointJob;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The coordinator thread without Kafka: what is asked is seen at once. */
final class FakeCoordinator {
  final Board board = new Board();
  final Inbox inbox = new Inbox();
  final List<CheckpointJob> jobs = new CopyOnWriteArrayList<>();
  volatile Consumer<CheckpointJob> worker = job -> {};
  volatile Optional<String> kafkaTrouble = Optional.empty();
  private State state = State.empty();

  FakeCoordinator() {
    inbox.onArrival(this::obey);
    publish();
  }

  private synchronized void obey() {
    for (Command command : inbox.drain()) {
      switch (command) {
        case Command.Ask ask when kafkaTrouble.isPresent() ->
            ask.accepted().completeExceptionally(new IllegalStateException(kafkaTrouble.get()));
        case Command.Ask ask -> {
          ask.accepted().complete(null);
          feed(new Input.RequestSeen(ask.request()));
        }
        case Command.Begun(var sandbox, var turn) -> feed(new Input.TurnBegun(sandbox, turn));
      }
    }
  }

  synchronized void feed(Input... inputs) {
    for (Input input : inputs) {
      Step step = Coordination.step(state, input);
      state = step.state();
      for (Output output : step.outputs()) {
        if (output instanceof Output.Publish(var job)) {
          jobs.add(job);
          worker.accept(job);
        }
      }
    }
    publish();
  }

  synchronized State state() {
    return state;
  }

  private void publish() {
    board.publish(new Snapshot(state, nowMicros(), true, Map.of(), 0, 0, Optional.empty()));
  }

  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
