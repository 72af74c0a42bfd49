package dev.crab.probe.bpf;

import dev.crab.bpf.TaskRecord;
import dev.crab.schemas.avro.ProcessSample;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Folds tasks into processes. */
final class ProcessFold {
  private static final int DIGEST_BYTES = 12;

  private ProcessFold() {}

  /** One sample a process, by process id. */
  static List<ProcessSample> fold(List<TaskRecord> tasks, IntPredicate sharesWritableMapping) {
    Map<Integer, ProcessSample> byPid = new TreeMap<>();
    List<TaskRecord> ordered =
        tasks.stream().sorted(Comparator.comparingInt(TaskRecord::pid)).toList();
    for (TaskRecord t : ordered) {
      byPid.merge(t.tgid(), single(t, sharesWritableMapping), ProcessFold::plus);
    }
    return List.copyOf(byPid.values());
  }

  private static ProcessSample single(TaskRecord t, IntPredicate sharesWritableMapping) {
    boolean first = t.pid() == t.tgid();
    return new ProcessSample(
        t.tgid(),
        t.sandboxTgid(),
        t.startNanos(),
        t.comm(),
        1,
        t.runtimeNanos(),
        t.switches(),
        first && sharesWritableMapping.test(t.tgid()));
  }

  private static ProcessSample plus(@Nullable ProcessSample a, ProcessSample b) {
    if (a == null) {
      return b;
    }
    return new ProcessSample(
        a.getPid(),
        a.getSandboxPid(),
        a.getStartTimeNanos(),
        a.getComm(),
        a.getThreads() + b.getThreads(),
        a.getRuntimeNanos() + b.getRuntimeNanos(),
        a.getSwitches() + b.getSwitches(),
        a.getSharedWritableMapping() || b.getSharedWritableMapping());
  }

  /** The same for two samples exactly if no process came, went or ran between. */
  static String digest(List<TaskRecord> tasks) {
    StringBuilder text = new StringBuilder();
    for (ProcessSample p : fold(tasks, pid -> false)) {
      text.append(p.getPid()).append(' ').append(p.getStartTimeNanos()).append(' ');
      text.append(p.getRuntimeNanos()).append(' ').append(p.getSwitches()).append(' ');
      text.append(p.getThreads()).append('\n');
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
