package dev.crab.probe.domain;

import dev.crab.schemas.avro.LossKind;
import dev.crab.schemas.avro.LossReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Losses of one sandbox that no report has told of yet. */
public final class LossLedger {
  private final Map<LossKind, Long> counts = new EnumMap<>(LossKind.class);
  private final Map<LossKind, String> details = new EnumMap<>(LossKind.class);
  private long kernelLost;
  private long missedRuns;
  private long total;

  /** Something was lost. */
  public void add(LossKind kind, long count, String detail) {
    counts.merge(kind, count, Long::sum);
    details.put(kind, detail);
    total += count;
  }

  /** The kernel's counter of events that did not reach the ring stands at this. */
  public void kernelLostIs(long lost) {
    if (lost > kernelLost) {
      add(LossKind.RING_FULL, lost - kernelLost, "ring buffer full");
    }
    kernelLost = lost;
  }

  /** The kernel's counter of program runs left out stands at this. */
  public void missedRunsAre(long missed) {
    if (missed > missedRuns) {
      add(LossKind.UNKNOWN, missed - missedRuns, "program runs left out by the kernel");
    }
    missedRuns = missed;
  }

  /** Where the counter stood when the sandbox was registered. */
  public void missedRunsWere(long missed) {
    missedRuns = missed;
  }

  /** Takes the reports out; what cannot be published is to be added again. */
  public List<LossReport> take() {
    List<LossReport> reports = new ArrayList<>();
    counts.forEach((kind, n) -> reports.add(new LossReport(kind, n, details.get(kind))));
    counts.clear();
    details.clear();
    return reports;
  }

  /** Puts a report back. */
  public void restore(LossReport report) {
    counts.merge(report.getKind(), report.getCount(), Long::sum);
    String detail = report.getDetail();
    details.put(report.getKind(), detail == null ? "" : detail);
  }

  /** All losses since registration. */
  public long total() {
    return total;
  }
}
