package dev.crab.worker.domain;

import dev.crab.schemas.avro.JobKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * Who may work now. Permits are counted by kind of job; at no instant are there more than the
 * limit. Belongs to one thread at a time.
 */
public final class QuotaLedger {
  private final Map<JobKind, Integer> limits;
  private final Map<JobKind, Integer> taken = new EnumMap<>(JobKind.class);

  /** What a request for a permit is answered. */
  public sealed interface Admission {}

  /** The job may start. */
  public record Permit(JobKind kind) implements Admission {}

  /** The job has to wait. */
  public record Denial(String reason) implements Admission {}

  /**
   * @param limits most jobs of a kind at once; a kind without one is not limited
   */
  public QuotaLedger(Map<JobKind, Integer> limits) {
    this.limits = Map.copyOf(limits);
  }

  /** Takes a permit, or says why there is none. */
  public Admission request(JobKind kind) {
    int running = taken.getOrDefault(kind, 0);
    int limit = limits.getOrDefault(kind, Integer.MAX_VALUE);
    if (running >= limit) {
      return new Denial(kind + ": " + running + " of " + limit + " running");
    }
    taken.merge(kind, 1, Integer::sum);
    return new Permit(kind);
  }

  /** Gives a permit back. */
  public void release(Permit permit) {
    int running = taken.getOrDefault(permit.kind(), 0);
    if (running < 1) {
      throw new IllegalStateException(permit.kind() + ": expected a permit taken; found none");
    }
    taken.put(permit.kind(), running - 1);
  }

  /** Permits taken, of all kinds. */
  public int running() {
    return taken.values().stream().mapToInt(Integer::intValue).sum();
  }
}
