package dev.crab.worker.sandbox;

import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the cgroup v2 hierarchy, alone or beside v1 controllers. */
final class CgroupMount {
  private CgroupMount() {}

  static Path find() throws IOException {
    return parse(Files.readAllLines(Path.of("/proc/self/mountinfo")))
        .orElseThrow(
            () ->
                new WorkerFault(
                    FaultCategory.UNAVAILABLE,
                    "cgroup v2: expected a mount; found none in /proc/self/mountinfo",
                    "mount -t cgroup2 none /sys/fs/cgroup/unified"));
  }

  /** The mount point of the first cgroup2 mount that shows the hierarchy's root. */
  static Optional<Path> parse(List<String> mountinfo) {
    return mountinfo.stream()
        .map(line -> line.split(" "))
        .filter(CgroupMount::isUnified)
        .map(fields -> Path.of(fields[4]))
        .findFirst();
  }

  private static boolean isUnified(String[] fields) {
    for (int i = 6; i < fields.length - 1; i++) {
      if (fields[i].equals("-")) {
        return fields[i + 1].equals("cgroup2");
      }
    }
    return false;
  }
}
