package dev.crab.worker.sandbox;

import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A cgroup of the v2 hierarchy. */
public record Cgroup(Path folder) {
  private static final long LIMIT_NANOS = 5_000_000_000L;

  /** Makes it, with its parents. */
  void create() throws IOException {
    Files.createDirectories(folder);
  }

  long id() throws IOException {
    return (Long) Files.getAttribute(folder, "unix:ino");
  }

  /** Host pids of all processes in it. */
  public List<Long> processes() {
    try {
      return Files.readAllLines(folder.resolve("cgroup.procs")).stream()
          .map(Long::parseLong)
          .toList();
    } catch (NoSuchFileException gone) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processes of the sandbox: those in a pid namespace of their own. */
  public List<LiveProcess> members() {
    return processes().stream()
        .flatMap(pid -> ProcFs.process(pid).stream())
        .filter(p -> p.depth() > 1)
        .toList();
  }

  /** Stops every task in it; returns when all stand still. */
  public void freeze() {
    write("cgroup.freeze", "1");
    if (!await("frozen 1")) {
      thaw();
      throw new WorkerFault(
          FaultCategory.DUMP_FAILED,
          "cgroup " + folder + ": expected all tasks frozen within 5 s; found some running",
          "look for tasks in uninterruptible sleep (state D)");
    }
  }

  /** Lets the tasks go on. */
  public void thaw() {
    if (Files.exists(folder)) {
      write("cgroup.freeze", "0");
    }
  }

  /** Kills every process in it and waits until none is left; then removes it. */
  void destroy() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    write("cgroup.kill", "1");
    if (!await("populated 0")) {
      throw new IOException("cgroup " + folder + ": expected no process after SIGKILL; found some");
    }
    Files.deleteIfExists(folder);
  }

  private boolean await(String state) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < LIMIT_NANOS) {
      try {
        if (Files.readString(folder.resolve("cgroup.events")).contains(state)) {
          return true;
        }
      } catch (IOException gone) {
        return false;
      }
      LockSupport.parkNanos(50_000);
    }
    return false;
  }

  private void write(String file, String value) {
    try {
      Files.writeString(folder.resolve(file), value);
    } catch (IOException e) {
      throw new UncheckedIOException("cgroup " + folder, e);
    }
  }
}
