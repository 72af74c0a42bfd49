package dev.crab.deploy.daemon;

import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.instance.InstanceFile;
import dev.crab.deploy.instance.InstanceLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Ends the instance of a data folder: asked first, forced after a bound, then swept up after. */
public final class Shutdown {
  private static final int POLL_MILLIS = 50;

  private final Sweep sweep;
  private final Duration patience;

  /**
   * @param patience how long an instance may take to stop by itself
   */
  public Shutdown(Sweep sweep, Duration patience) {
    this.sweep = sweep;
    this.patience = patience;
  }

  /** How it ended. */
  public enum Ending {
    NOT_RUNNING,
    STOPPED,
    KILLED
  }

  /** What was done. */
  public record Report(Ending ending, long pid, boolean swept, List<String> lines) {}

  /** Returns when nothing of the instance is left. */
  public Report run(Path dataDir) throws InterruptedException {
    OptionalLong holder = InstanceLock.holder(dataDir);
    Ending ending = holder.isEmpty() ? Ending.NOT_RUNNING : end(dataDir, holder.getAsLong());
    InstanceFile.remove(dataDir);
    Optional<String> instance = InstanceLock.instanceOf(dataDir);
    Sweep.Report swept =
        instance.isEmpty()
            ? new Sweep.Report(true, List.of())
            : sweepAlone(dataDir, instance.get());
    return new Report(ending, holder.orElse(0), swept.complete(), swept.lines());
  }

  /** Another folder's instance may run under the same name: its sandboxes are not ours to end. */
  private Sweep.Report sweepAlone(Path dataDir, String instance) throws InterruptedException {
    Optional<InstanceLock> name = InstanceLock.tryTakeName(instance);
    if (name.isEmpty()) {
      String line = "an instance named " + instance + " runs on another folder, nothing was swept";
      return new Sweep.Report(true, List.of(line));
    }
    try {
      return sweep.run(dataDir, instance);
    } finally {
      name.get().close();
    }
  }

  private Ending end(Path dataDir, long pid) throws InterruptedException {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .orElseThrow(
                () ->
                    DeployException.finding(
                        "expected to see the process that holds " + dataDir + "; found none",
                        "run this where the instance runs, or try again"));
    process.destroy();
    if (freed(dataDir, patience)) {
      return Ending.STOPPED;
    }
    process.destroyForcibly();
    if (!freed(dataDir, patience)) {
      throw DeployException.finding(
          "expected process " + pid + " to end; found it alive after SIGKILL",
          "see what it waits for: cat /proc/" + pid + "/stack");
    }
    return Ending.KILLED;
  }

  private static boolean freed(Path dataDir, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (InstanceLock.holder(dataDir).isPresent()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }
}
