package dev.crab.coordinator.live;

import dev.crab.schemas.avro.Request;
import dev.crab.schemas.id.SandboxId;
import java.util.concurrent.CompletableFuture;

/** What the HTTP side asks of the coordinator thread. */
public sealed interface Command {

  /**
   * Publish a request.
   *
   * @param accepted completes when Kafka has acknowledged it, or fails
   */
  record Ask(Request request, CompletableFuture<Void> accepted) implements Command {}

  /** A probe gave out a turn number. */
  record Begun(SandboxId sandbox, long turn) implements Command {}
}
