package dev.crab.worker.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Waits until the tasks of a sandbox that was just started or restored sleep, so that their coming
 * to life is not taken for the first turn's work. One that never sleeps is not waited for beyond a
 * bound.
 */
public final class Rest {
  private static final int LOOKS = 40;
  private static final long PAUSE_NANOS = 4_000_000;

  private Rest() {}

  /** Returns when two looks in a row found the same and nobody running, or at the bound. */
  public static void await(long pidNamespace) {
    SortedMap<String, String> before = new TreeMap<>();
    for (int i = 0; i < LOOKS; i++) {
      SortedMap<String, String> now = tasks(pidNamespace);
      boolean asleep = now.values().stream().noneMatch(task -> task.startsWith("R"));
      if (asleep && !now.isEmpty() && now.equals(before)) {
        return;
      }
      before = now;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** State and context switches by task. */
  private static SortedMap<String, String> tasks(long pidNamespace) {
    SortedMap<String, String> tasks = new TreeMap<>();
    try {
      for (LiveProcess process : ProcFs.inNamespace(pidNamespace)) {
        Path folder = Path.of("/proc", Long.toString(process.key().pid()), "task");
        try (Stream<Path> threads = Files.list(folder)) {
          threads.forEach(thread -> tasks.put(thread.toString(), describe(thread)));
        }
      }
    } catch (IOException ended) {
      return new TreeMap<>();
    }
    return tasks;
  }

  private static String describe(Path thread) {
    StringBuilder text = new StringBuilder();
    try {
      String status = Files.readString(thread.resolve("status"), StandardCharsets.ISO_8859_1);
      status
          .lines()
          .filter(line -> line.startsWith("State:") || line.contains("ctxt_switches"))
          .forEach(line -> text.append(line.substring(line.indexOf(':') + 1).strip()).append(' '));
      return text.toString();
    } catch (IOException ended) {
      return "ended";
    }
  }
}
