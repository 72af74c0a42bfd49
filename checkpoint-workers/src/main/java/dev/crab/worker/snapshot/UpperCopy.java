package dev.crab.worker.snapshot;

import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Copies an overlay's upper folder with everything in it: owners, nanosecond times, extended
 * attributes, hard links, holes, whiteouts; by reflink where the file system can. The program is
 * started before the freeze and waits for a line, so that the freeze does not pay for its start.
 */
public final class UpperCopy implements AutoCloseable {
  private final Process process;
  private final Path target;

  private UpperCopy(Process process, Path target) {
    this.process = process;
    this.target = target;
  }

  /** Gets ready to copy into a folder that exists and is empty. */
  public static UpperCopy prepare(Path upper, Path target) {
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "read -r go && exec cp -a --reflink=auto --sparse=auto -- \"$1/.\" \"$2\"",
            "cp",
            upper.toString(),
            target.toString());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    try {
      return new UpperCopy(builder.start(), target);
    } catch (IOException e) {
      throw new UncheckedIOException("snapshot: cp could not be started", e);
    }
  }

  /** Copies now; returns when the copy is complete in the page cache. */
  public void run() {
    try {
      process.getOutputStream().write("go\n".getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String complaint =
          new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw fault(complaint);
      }
    } catch (IOException e) {
      throw fault(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault("an interrupt");
    }
  }

  private WorkerFault fault(String found) {
    String shortened = found.length() > 500 ? found.substring(0, 500) + "…" : found;
    if (DiskFull.saidIn(found)) {
      return DiskFull.fault("the filesystem snapshot", shortened);
    }
    return new WorkerFault(
        FaultCategory.SNAPSHOT_FAILED,
        "snapshot " + target + ": expected a copy; found " + shortened,
        "look at the file system of the image folder");
  }

  /** Ends a program that was not told to go. */
  @Override
  public void close() {
    process.destroy();
  }
}
