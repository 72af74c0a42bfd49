package dev.crab.probe.http;

import dev.crab.probe.bpf.Activity;
import dev.crab.probe.bpf.DrainThread;
import dev.crab.schemas.id.SandboxId;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Waits until the tasks of a sandbox that was just thawed sleep again: two looks in a row that are
 * equal, with no task runnable. A sandbox that does not come to rest is not waited for beyond a
 * bound; what runs in it will differ at the turn's end anyway.
 */
final class Settling {
  private static final int LOOKS = 40;
  private static final int PAUSE_MILLIS = 3;

  private final DrainThread drain;
  private final Vertx vertx;
  private final SandboxId sandbox;

  Settling(DrainThread drain, Vertx vertx, SandboxId sandbox) {
    this.drain = drain;
    this.vertx = vertx;
    this.sandbox = sandbox;
  }

  /** Completes when the tasks rest, or the bound is reached. */
  CompletionStage<Void> settled() {
    return look(null, LOOKS);
  }

  private CompletionStage<Void> look(@Nullable Activity before, int left) {
    return drain
        .ask(engine -> CompletableFuture.completedStage(engine.activity(sandbox)))
        .thenCompose(
            now -> (now.resting() && now.equals(before)) || left == 0 ? done() : later(now, left));
  }

  private static CompletionStage<Void> done() {
    return CompletableFuture.completedStage(null);
  }

  private CompletionStage<Void> later(Activity now, int left) {
    CompletableFuture<Void> rested = new CompletableFuture<>();
    vertx.setTimer(PAUSE_MILLIS, timer -> pass(look(now, left - 1), rested));
    return rested;
  }

  private static void pass(CompletionStage<Void> from, CompletableFuture<Void> to) {
    var unused =
        from.whenComplete(
            (ok, failure) -> {
              if (failure == null) {
                to.complete(null);
              } else {
                to.completeExceptionally(failure);
              }
            });
  }
}
