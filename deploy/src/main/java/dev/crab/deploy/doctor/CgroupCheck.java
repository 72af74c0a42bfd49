package dev.crab.deploy.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the version 2 hierarchy of cgroups is mounted. */
record CgroupCheck(HostFiles files) implements Check {
  private static final String NAME = "cgroup2";

  @Override
  public List<Row> rows() {
    Optional<String> mount =
        files.lines("/proc/self/mountinfo").stream()
            .map(line -> line.split(" "))
            .filter(fields -> String.join(" ", fields).contains(" - cgroup2 "))
            .map(fields -> fields[4])
            .findFirst();
    if (mount.isEmpty()) {
      return List.of(
          Row.fail(
              NAME,
              "not mounted",
              "mount it: mkdir -p /sys/fs/cgroup/unified &&"
                  + " mount -t cgroup2 none /sys/fs/cgroup/unified"));
    }
    Path folder = files.at(mount.get());
    return List.of(
        Files.isWritable(folder)
            ? Row.ok(NAME, mount.get())
            : Row.fail(
                NAME,
                mount.get() + ", not writable",
                "remount it writable: mount -o remount,rw " + mount.get()));
  }
}
