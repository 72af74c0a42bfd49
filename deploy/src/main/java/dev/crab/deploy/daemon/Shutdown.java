package dev.crab.deploy.daemon;

import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.instance.InstanceFile;
import dev.crab.deploy.instance.InstanceLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  /**
   * Returns when nothing of the instance is left.
   *
   * @param instance its name where no file tells it
   */
  public Report run(Path dataDir, String instance) throws InterruptedException {
    String name = InstanceFile.read(dataDir).map(InstanceFile::instance).orElse(instance);
    OptionalLong holder = InstanceLock.holder(dataDir);
    Ending ending = holder.isEmpty() ? Ending.NOT_RUNNING : end(dataDir, holder.getAsLong());
    InstanceFile.remove(dataDir);
    Sweep.Report swept = sweep.run(dataDir, name);
    return new Report(ending, holder.orElse(0), swept.complete(), swept.lines());
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
