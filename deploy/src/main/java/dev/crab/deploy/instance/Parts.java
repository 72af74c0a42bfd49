package dev.crab.deploy.instance;

import dev.crab.deploy.failure.DeployException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was started, newest first; stopped in that order, each within a bound. May be stopped while
 * another thread starts.
 */
final class Parts {
  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private final Progress progress;
  private final LongSupplier nanoTime;
  private final Duration stopLimit;
  private final Deque<Part> started = new ArrayDeque<>();
  private boolean stopping;

  private record Part(String name, AutoCloseable resource) {}

  Parts(Progress progress, LongSupplier nanoTime, Duration stopLimit) {
    this.progress = progress;
    this.nanoTime = nanoTime;
    this.stopLimit = stopLimit;
  }

  /**
   * Starts a part, which is then stopped with the others.
   *
   * @param where what to tell of it
   */
  <T extends AutoCloseable> T start(String name, Callable<T> starting, Function<T, String> where)
      throws Exception {
    long began = nanoTime.getAsLong();
    T part = starting.call();
    keep(new Part(name, part));
    step(name, where.apply(part), began);
    return part;
  }

  /** Has something done when all that is started after this has stopped. */
  void atStop(String name, Runnable work) {
    keep(new Part(name, work::run));
  }

  private void keep(Part part) {
    synchronized (started) {
      if (!stopping) {
        started.push(part);
        return;
      }
    }
    stop(part);
    throw DeployException.finding(
        "expected to start " + part.name() + "; found that the instance is being stopped", "");
  }

  /** Does something that leaves nothing to stop. */
  void run(String name, Callable<String> work) throws Exception {
    long began = nanoTime.getAsLong();
    step(name, work.call(), began);
  }

  private void step(String name, String where, long began) {
    Duration took = Duration.ofNanos(nanoTime.getAsLong() - began);
    log.atInfo()
        .addKeyValue("part", name)
        .addKeyValue("address", where)
        .addKeyValue("tookMillis", took.toMillis())
        .log("part started");
    progress.started(name, where, took);
  }

  /** Stops all, newest first. A part that does not stop in time is left to the end of the JVM. */
  void stop() {
    for (Part part = next(); part != null; part = next()) {
      stop(part);
    }
  }

  private @Nullable Part next() {
    synchronized (started) {
      stopping = true;
      return started.poll();
    }
  }

  private void stop(Part part) {
    long began = nanoTime.getAsLong();
    Thread stopping = Thread.ofPlatform().name("stop-" + part.name()).daemon().start(closing(part));
    try {
      if (!stopping.join(stopLimit)) {
        log.atWarn()
            .addKeyValue("part", part.name())
            .addKeyValue("limitMillis", stopLimit.toMillis())
            .log("part did not stop in time");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    log.atInfo()
        .addKeyValue("part", part.name())
        .addKeyValue("tookMillis", (nanoTime.getAsLong() - began) / 1_000_000)
        .log("part stopped");
  }

  private static Runnable closing(Part part) {
    return () -> {
      try {
        part.resource().close();
      } catch (Exception e) {
        log.atError().setCause(e).addKeyValue("part", part.name()).log("part failed to stop");
      }
    };
  }
}
