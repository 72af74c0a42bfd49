package dev.crab.classifier.domain;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** Counts and small sets of the turn being folded. */
public final class Tally {
  /** Most process ids kept in one of the sets. */
  public static final int MAX_PIDS = 4_096;

  /**
   * @param events syscall events folded
   * @param bytesWritten to files
   * @param lostInKernel as the kernel side counted
   * @param lostReported by loss reports; the kernel's count may hold them, too
   * @param lostElsewhere by gaps
   */
  public record Counts(
      long events, long bytesWritten, long lostInKernel, long lostReported, long lostElsewhere) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    Counts event(long bytes) {
      return new Counts(
          events + 1, bytesWritten + bytes, lostInKernel, lostReported, lostElsewhere);
    }

    Counts lost(long inKernel, long reported, long elsewhere) {
      return new Counts(
          events,
          bytesWritten,
          lostInKernel + inKernel,
          lostReported + reported,
          lostElsewhere + elsewhere);
    }

    long lost() {
      return Math.max(lostInKernel, lostReported) + lostElsewhere;
    }
  }

  private final Alarms alarms = new Alarms();
  private final SortedSet<Integer> namespaceCallers = new TreeSet<>();
  private final SortedSet<Integer> procTargets = new TreeSet<>();
  private Counts counts = Counts.NONE;

  /** The counts so far. */
  public Counts counts() {
    return counts;
  }

  /** Sets all counts. */
  public void counts(Counts now) {
    counts = now;
  }

  /** What came up. */
  public Alarms alarms() {
    return alarms;
  }

  /** Host process ids of those that changed their namespaces. */
  public SortedSet<Integer> namespaceCallers() {
    return Collections.unmodifiableSortedSet(namespaceCallers);
  }

  /** Sandbox process ids below whose /proc folder something was written. */
  public SortedSet<Integer> procTargets() {
    return Collections.unmodifiableSortedSet(procTargets);
  }

  /** Remembers who changed its namespaces. */
  public void namespaceCaller(int pid) {
    bounded(namespaceCallers, pid);
  }

  /** Remembers whose /proc folder was written. */
  public void procTarget(int sandboxPid) {
    bounded(procTargets, sandboxPid);
  }

  private void bounded(SortedSet<Integer> set, int pid) {
    if (set.size() < MAX_PIDS) {
      set.add(pid);
    } else if (!set.contains(pid)) {
      alarms.raise(ReasonCode.OVERFLOW, "process ids");
    }
  }
}
