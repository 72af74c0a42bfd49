package dev.crab.worker.domain;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Urgency;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Jobs that wait: urgent ones first, then in the order of their arrival; those of one sandbox
 * always in the order of their arrival, because a restore after a checkpoint means something else
 * than before it. Bounded. Belongs to one thread at a time.
 */
public final class JobQueue {
  private static final Comparator<Waiting> ORDER =
      Comparator.comparing((Waiting w) -> w.job().getUrgency() == Urgency.URGENT ? 0 : 1)
          .thenComparing(Waiting::number);

  private final int limit;
  private final List<Waiting> waiting = new ArrayList<>();
  private long arrivals;

  /** A job, its place in the order of arrival, and the moment of it. */
  public record Waiting(CheckpointJob job, long number, long arrivedNanos) {}

  /**
   * @param limit most jobs that may wait
   */
  public JobQueue(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: expected at least 1; found " + limit);
    }
    this.limit = limit;
  }

  /** Adds a job; false if the queue is full. */
  public boolean offer(CheckpointJob job, long nowNanos) {
    if (waiting.size() >= limit) {
      return false;
    }
    waiting.add(new Waiting(job, arrivals++, nowNanos));
    return true;
  }

  /**
   * Takes the first job that may start.
   *
   * @param busy sandboxes of which a job runs
   * @param admitted whether the quotas allow the job
   */
  public Optional<Waiting> take(Set<String> busy, Predicate<CheckpointJob> admitted) {
    Optional<Waiting> next =
        oldestOfEachSandbox().stream()
            .filter(w -> !busy.contains(w.job().getSandbox()))
            .sorted(ORDER)
            .filter(w -> admitted.test(w.job()))
            .findFirst();
    next.ifPresent(waiting::remove);
    return next;
  }

  public int size() {
    return waiting.size();
  }

  private List<Waiting> oldestOfEachSandbox() {
    Set<String> seen = new HashSet<>();
    return waiting.stream().filter(w -> seen.add(w.job().getSandbox())).toList();
  }
}
