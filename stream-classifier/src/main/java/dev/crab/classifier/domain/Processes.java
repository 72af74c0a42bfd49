package dev.crab.classifier.domain;

import dev.crab.schemas.avro.ProcessSample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The live processes of a sandbox at one moment. */
public final class Processes {
  /** Most processes of a sample that is compared. */
  public static final int MAX_PROCESSES = 8_192;

  private record Identity(int pid, long startTimeNanos) {}

  private static final Comparator<Identity> ORDER =
      Comparator.comparingLong(Identity::startTimeNanos).thenComparingInt(Identity::pid);

  private final SortedMap<Identity, ProcessSample> byIdentity = new TreeMap<>(ORDER);

  private Processes(Collection<ProcessSample> samples) {
    for (ProcessSample sample : samples) {
      byIdentity.put(new Identity(sample.getPid(), sample.getStartTimeNanos()), sample);
    }
  }

  /** Null if there is no sample or it is larger than the bound. */
  public static @Nullable Processes of(@Nullable Collection<ProcessSample> samples) {
    return samples == null || samples.size() > MAX_PROCESSES ? null : new Processes(samples);
  }

  /** The samples, oldest process first. */
  public List<ProcessSample> samples() {
    return List.copyOf(byIdentity.values());
  }

  boolean hasPid(int pid) {
    return byIdentity.keySet().stream().anyMatch(i -> i.pid == pid);
  }

  boolean hasSandboxPid(int sandboxPid) {
    return byIdentity.values().stream().anyMatch(p -> p.getSandboxPid() == sandboxPid);
  }

  /** What happened to processes between this moment and a later one. */
  List<ProcessChange> until(Processes later) {
    List<ProcessChange> changes = new ArrayList<>();
    for (Map.Entry<Identity, ProcessSample> now : later.byIdentity.entrySet()) {
      ProcessSample before = byIdentity.get(now.getKey());
      if (before == null) {
        changes.add(new ProcessChange(ProcessChange.Kind.BORN, now.getValue(), mapped(now)));
      } else if (ran(before, now.getValue())) {
        boolean mapping = mapped(now) || before.getSharedWritableMapping();
        changes.add(new ProcessChange(ProcessChange.Kind.RAN, now.getValue(), mapping));
      }
    }
    for (Map.Entry<Identity, ProcessSample> before : byIdentity.entrySet()) {
      if (!later.byIdentity.containsKey(before.getKey())) {
        changes.add(new ProcessChange(ProcessChange.Kind.DIED, before.getValue(), mapped(before)));
      }
    }
    return changes;
  }

  private static boolean mapped(Map.Entry<Identity, ProcessSample> process) {
    return process.getValue().getSharedWritableMapping();
  }

  private static boolean ran(ProcessSample before, ProcessSample now) {
    return before.getRuntimeNanos() != now.getRuntimeNanos()
        || before.getSwitches() != now.getSwitches()
        || before.getThreads() != now.getThreads()
        || before.getSharedWritableMapping() != now.getSharedWritableMapping()
        || !before.getComm().equals(now.getComm());
  }
}
