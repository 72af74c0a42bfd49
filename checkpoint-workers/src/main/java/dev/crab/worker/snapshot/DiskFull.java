package dev.crab.worker.snapshot;

import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;

/** The one failure of storage that deserves its own name. */
public final class DiskFull {
  private DiskFull() {}

  /** Whether a program's message is about a full disk. */
  public static boolean saidIn(String message) {
    return message.contains("No space left on device")
        || message.contains("ENOSPC")
        || message.contains("Disk quota exceeded");
  }

  /** The fault. */
  public static WorkerFault fault(String what, String found) {
    return new WorkerFault(
        FaultCategory.DISK_FULL,
        what + ": expected room in the image folder; found it full (" + found + ")",
        "free space or remove old checkpoints; the sandbox goes on unprotected");
  }
}
