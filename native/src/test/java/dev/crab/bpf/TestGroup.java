package dev.crab.bpf;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A cgroup v2 of its own; whoever is in it at the end goes back to the root. */
final class TestGroup implements AutoCloseable {
  private final Path home;
  private final Path folder;

  TestGroup() throws IOException {
    home =
        Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
            .filter(line -> line.contains(" - cgroup2 "))
            .map(line -> Path.of(line.split(" ")[4]))
            .findFirst()
            .orElse(null);
    assumeTrue(home != null, "no cgroup v2; remedy: mount it");
    folder = Files.createTempDirectory(home, "crab-it-");
  }

  Path folder() {
    return folder;
  }

  /** The cgroup's id is its inode. */
  long id() throws IOException {
    return (Long) Files.getAttribute(folder, "unix:ino");
  }

  void add(int pid) throws IOException {
    Files.writeString(folder.resolve("cgroup.procs"), Integer.toString(pid));
  }

  @Override
  public void close() throws IOException {
    for (String pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
      Files.writeString(home.resolve("cgroup.procs"), pid);
    }
    Files.delete(folder);
  }
}
