package dev.crab.deploy.instance;

import dev.crab.deploy.failure.DeployException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
 * The claim of one process on a data folder. The kernel gives it up with the process, so a held
 * lock is a living instance, whatever other files say.
 */
public final class InstanceLock implements AutoCloseable {
  private static final String FILE = "instance.lock";
  private static final int TRIES = 20;
  private static final int PAUSE_MILLIS = 50;

  private final FileChannel channel;

  private InstanceLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Claims the folder.
   *
   * @throws DeployException if another process has it
   */
  public static InstanceLock take(Path dataDir) throws InterruptedException {
    // Whoever asks whether an instance lives holds the lock for a moment, too.
    for (int i = 0; i < TRIES; i++) {
      Optional<InstanceLock> taken = tryTake(dataDir);
      if (taken.isPresent()) {
        return taken.get();
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    OptionalLong holder = holder(dataDir);
    throw DeployException.finding(
        "data folder "
            + dataDir
            + ": expected it free; found it in use by process "
            + (holder.isPresent() ? holder.getAsLong() : "unknown"),
        "stop that instance with: deploy/crab down --data "
            + dataDir
            + ", or choose another folder with --data");
  }

  private static Optional<InstanceLock> tryTake(Path dataDir) {
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
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
      return Optional.of(new InstanceLock(channel));
    } catch (IOException e) {
      throw DeployException.unavailable(
          "data folder " + dataDir + ": expected a writable folder; found " + e,
          "make it writable, or choose another with --data");
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
      return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException notYetWritten) {
      return OptionalLong.of(0);
    }
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
