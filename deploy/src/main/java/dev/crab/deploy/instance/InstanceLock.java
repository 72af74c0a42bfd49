package dev.crab.deploy.instance;

import dev.crab.deploy.failure.DeployException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The claim of one process on a folder. The kernel gives it up with the process, so a held lock is
 * a living instance, whatever other files say. An instance claims two: its data folder, and one of
 * its name on this host, since its cgroups are named after it.
 */
public final class InstanceLock implements AutoCloseable {
  private static final String FILE = "instance.lock";
  private static final Path NAMES = Path.of("/run/crab");
  private static final int TRIES = 20;
  private static final int PAUSE_MILLIS = 50;

  private final FileChannel channel;

  private InstanceLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Claims a data folder.
   *
   * @param instance name of the instance, to be found by whoever sweeps up after it
   * @throws DeployException if another process has it
   */
  public static InstanceLock take(Path dataDir, String instance) throws InterruptedException {
    return take(dataDir, instance, "data folder " + dataDir)
        .orElseThrow(
            () ->
                inUse(
                    "data folder " + dataDir,
                    dataDir,
                    "stop that instance with: deploy/crab down --data "
                        + dataDir
                        + ", or choose another folder with --data"));
  }

  /**
   * Claims an instance's name on this host.
   *
   * @throws DeployException if another process has it
   */
  public static InstanceLock takeName(String instance) throws InterruptedException {
    return tryTakeName(instance)
        .orElseThrow(
            () ->
                inUse(
                    "instance name " + instance,
                    NAMES.resolve(instance),
                    "choose another name with --instance, or stop that process"));
  }

  /** Claims an instance's name on this host; empty if another process has it. */
  public static Optional<InstanceLock> tryTakeName(String instance) throws InterruptedException {
    return take(NAMES.resolve(instance), instance, "folder " + NAMES);
  }

  private static DeployException inUse(String what, Path folder, String remedy) {
    OptionalLong holder = holder(folder);
    return DeployException.finding(
        what
            + ": expected it free; found it in use by process "
            + (holder.isPresent() ? holder.getAsLong() : "unknown"),
        remedy);
  }

  private static Optional<InstanceLock> take(Path folder, String instance, String what)
      throws InterruptedException {
    // Whoever asks whether an instance lives holds the lock for a moment, too.
    for (int i = 0; i < TRIES; i++) {
      Optional<InstanceLock> taken = tryTake(folder, instance, what);
      if (taken.isPresent()) {
        return taken;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return Optional.empty();
  }

  private static Optional<InstanceLock> tryTake(Path dataDir, String instance, String what) {
    try {
      Files.createDirectories(dataDir);
      FileChannel channel =
          FileChannel.open(
              dataDir.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel).isEmpty()) {
        channel.close();
        return Optional.empty();
      }
      channel.truncate(0);
      channel.write(
          StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + " " + instance + "\n"));
      return Optional.of(new InstanceLock(channel));
    } catch (IOException e) {
      throw DeployException.unavailable(
          what + ": expected a writable folder; found " + e,
          "run it as root, make the folder writable, or choose another with --data");
    }
  }

  private static Optional<FileLock> lock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException heldByThisProcess) {
      return Optional.empty();
    }
  }

  /** Process that holds the folder now; empty if none does. */
  public static OptionalLong holder(Path dataDir) {
    Path file = dataDir.resolve(FILE);
    if (!Files.isReadable(file)) {
      return OptionalLong.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // A shared claim is enough to learn of an exclusive one, and needs no right to write.
      FileLock free = channel.tryLock(0, Long.MAX_VALUE, true);
      if (free != null) {
        free.release();
        return OptionalLong.empty();
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      return OptionalLong.of(ProcessHandle.current().pid());
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read " + file, e);
    }
    return writtenPid(file);
  }

  private static OptionalLong writtenPid(Path file) {
    try {
      return OptionalLong.of(Long.parseLong(words(file)[0]));
    } catch (IOException | NumberFormatException notYetWritten) {
      return OptionalLong.of(0);
    }
  }

  /** Name of the instance that has or last had the folder; empty if none ever had. */
  public static Optional<String> instanceOf(Path dataDir) {
    try {
      String[] words = words(dataDir.resolve(FILE));
      return words.length < 2 ? Optional.empty() : Optional.of(words[1]);
    } catch (IOException neverClaimed) {
      return Optional.empty();
    }
  }

  private static String[] words(Path file) throws IOException {
    return Files.readString(file).strip().split(" ");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("expected to give up the data folder", e);
    }
  }
}
