package dev.crab.worker.kafka;

import dev.crab.schemas.avro.HostStatus;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes the host's status every second, and within 200 ms of a change. */
public final class Heartbeat implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final long LOOK_MILLIS = 200;
  private static final int LOOKS_A_BEAT = 5;

  private final Supplier<HostStatus> source;
  private final WorkerTopics topics;
  private final Thread thread;

  /**
   * @param source the status now
   */
  public Heartbeat(Supplier<HostStatus> source, WorkerTopics topics) {
    this.source = source;
    this.topics = topics;
    thread = Thread.ofPlatform().name("crab-worker-heartbeat").daemon().unstarted(this::run);
  }

  /** Publishes the first status, and goes on. */
  public void start() throws InterruptedException {
    topics.send(source.get());
    thread.start();
  }

  private void run() {
    HostStatus last = source.get();
    try {
      for (int look = 1; ; look++) {
        Thread.sleep(LOOK_MILLIS);
        HostStatus now = source.get();
        if (look >= LOOKS_A_BEAT || differs(last, now)) {
          beat(now);
          last = now;
          look = 0;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat(HostStatus status) throws InterruptedException {
    try {
      topics.send(status);
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("Heartbeat was not published");
    }
  }

  private static boolean differs(@Nullable HostStatus a, HostStatus b) {
    return a == null
        || !a.getSandboxes().equals(b.getSandboxes())
        || a.getQueuedJobs() != b.getQueuedJobs()
        || a.getRunningJobs() != b.getRunningJobs();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
