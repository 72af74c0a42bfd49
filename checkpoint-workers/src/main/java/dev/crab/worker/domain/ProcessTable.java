package dev.crab.worker.domain;

import dev.crab.schemas.avro.DumpedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares the processes of a manifest with those found. */
public final class ProcessTable {
  private ProcessTable() {}

  /** Differences, by pid; empty if the tables are the same. */
  public static List<String> differences(List<DumpedProcess> expected, List<DumpedProcess> found) {
    Map<Integer, DumpedProcess> left = byPid(expected);
    Map<Integer, DumpedProcess> right = byPid(found);
    List<String> differences = new ArrayList<>();
    left.forEach(
        (pid, process) -> {
          DumpedProcess other = right.remove(pid);
          if (other == null) {
            differences.add("process " + describe(process) + ": missing");
          } else if (!process.equals(other)) {
            differences.add("process " + describe(process) + ": found " + describe(other));
          }
        });
    right.values().forEach(extra -> differences.add("process " + describe(extra) + ": unexpected"));
    return differences;
  }

  private static Map<Integer, DumpedProcess> byPid(List<DumpedProcess> processes) {
    return processes.stream()
        .collect(
            Collectors.toMap(
                DumpedProcess::getPid, Function.identity(), (a, b) -> b, TreeMap::new));
  }

  private static String describe(DumpedProcess process) {
    return process.getPid()
        + " ("
        + process.getComm()
        + ", parent "
        + process.getParentPid()
        + ", threads "
        + process.getThreads()
        + ")";
  }
}
