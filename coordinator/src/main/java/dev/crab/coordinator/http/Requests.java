package dev.crab.coordinator.http;

import dev.crab.coordinator.domain.SandboxFacts;
import dev.crab.coordinator.live.Command;
import dev.crab.coordinator.live.Inbox;
import dev.crab.schemas.avro.Request;
import dev.crab.schemas.avro.RequestKind;
import dev.crab.schemas.id.SandboxId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Publishes accepted requests, and answers when the coordinator has read them back. */
final class Requests {
  private static final Duration SEEN = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Inbox inbox;
  private final Waiting waiting;
  private final Lookup lookup;
  private long sequence;

  Requests(Vertx vertx, Inbox inbox, Waiting waiting, Lookup lookup) {
    this.vertx = vertx;
    this.inbox = inbox;
    this.waiting = waiting;
    this.lookup = lookup;
  }

  /**
   * @param turn newest turn known, for a creation or a removal
   */
  Future<String> sandbox(RequestKind kind, SandboxId sandbox, String host, long turn) {
    return publish(kind, sandbox, new Detail(host, null, turn));
  }

  Future<String> restore(SandboxId sandbox, String host, String checkpointId) {
    return publish(RequestKind.RESTORE, sandbox, new Detail(host, checkpointId, null));
  }

  private record Detail(String host, @Nullable String checkpointId, @Nullable Long turn) {}

  private Future<String> publish(RequestKind kind, SandboxId sandbox, Detail detail) {
    long now = lookup.nowMicros();
    Request request =
        Request.newBuilder()
            .setRequestId(sandbox + "-" + now + "-" + sequence++)
            .setKind(kind)
            .setSandbox(sandbox.value())
            .setHost(detail.host())
            .setCheckpointId(detail.checkpointId())
            .setTurn(detail.turn())
            .setWallTimeMicros(now)
            .build();
    CompletableFuture<Void> accepted = new CompletableFuture<>();
    if (!inbox.offer(new Command.Ask(request, accepted))) {
      throw unavailable("the coordinator has too many requests waiting");
    }
    return Future.fromCompletionStage(accepted, vertx.getOrCreateContext())
        .recover(failure -> Future.failedFuture(unavailable(String.valueOf(failure.getMessage()))))
        .compose(done -> seen(sandbox, request.getRequestId()));
  }

  private Future<String> seen(SandboxId sandbox, String requestId) {
    return waiting
        .until(s -> s.state().sandboxes().get(sandbox).filter(f -> has(f, requestId)), SEEN)
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(requestId)
                    : Future.failedFuture(unavailable("the request was not read back in time")));
  }

  private static boolean has(SandboxFacts facts, String requestId) {
    return facts.requests().requests().reversed().stream()
        .anyMatch(r -> r.getRequestId().equals(requestId));
  }

  private static ApiError unavailable(String found) {
    return ApiError.unavailable(
        "kafka_unavailable",
        "expected Kafka to take the request; found: " + found,
        "look at the instance with: crab status");
  }

  void turnBegun(SandboxId sandbox, Optional<Long> turn) {
    turn.filter(t -> t >= 1).ifPresent(t -> inbox.offer(new Command.Begun(sandbox, t)));
  }
}
