package dev.crab.coordinator.http;

import dev.crab.coordinator.live.Board;
import dev.crab.coordinator.live.Snapshot;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Callers that wait for something to be seen. Each new snapshot wakes the event loop once, and the
 * loop asks each waiter's question again; no thread waits.
 */
final class Waiting {
  private static final int MOST = 10_000;

  private final Vertx vertx;
  private final Board board;
  private final Set<Waiter<?>> waiters = new LinkedHashSet<>();
  private final AtomicBoolean notified = new AtomicBoolean();

  private record Waiter<T>(Function<Snapshot, Optional<T>> question, Promise<Optional<T>> promise) {
    boolean ask(Snapshot snapshot) {
      try {
        Optional<T> found = question.apply(snapshot);
        return found.isPresent() && promise.tryComplete(found);
      } catch (RuntimeException e) {
        return promise.tryFail(e);
      }
    }
  }

  /** To be made on the event loop whose context is given. */
  Waiting(Vertx vertx, Context loop, Board board) {
    this.vertx = vertx;
    this.board = board;
    board.onChange(
        () -> {
          if (notified.compareAndSet(false, true)) {
            loop.runOnContext(ignored -> askAll());
          }
        });
  }

  /**
   * The first answer to a question, or empty when the time is over.
   *
   * @param question may throw; then the future fails
   */
  <T> Future<Optional<T>> until(Function<Snapshot, Optional<T>> question, Duration patience) {
    Optional<T> now = question.apply(board.current());
    if (now.isPresent() || patience.toMillis() < 1) {
      return Future.succeededFuture(now);
    }
    if (waiters.size() >= MOST) {
      throw ApiError.unavailable(
          "too_many_waiters",
          "expected fewer than " + MOST + " waiting callers; found as many",
          "try again later, or without waiting");
    }
    Waiter<T> waiter = new Waiter<>(question, Promise.promise());
    waiters.add(waiter);
    long timer =
        vertx.setTimer(patience.toMillis(), id -> waiter.promise.tryComplete(Optional.empty()));
    return waiter
        .promise
        .future()
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              waiters.remove(waiter);
            });
  }

  private void askAll() {
    notified.set(false);
    Snapshot snapshot = board.current();
    new ArrayList<>(waiters).forEach(waiter -> waiter.ask(snapshot));
  }
}
