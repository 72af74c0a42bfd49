package dev.crab.worker.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes folders behind everybody's back: to unlink thousands of files takes seconds on a file
 * system that discards at once, and no restore should wait for that. What an end left is removed
 * after the next start.
 */
public final class Trash implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Trash.class);

  private final Path folder;
  private final ExecutorService sweeper =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("crab-worker-trash").daemon().factory());
  private long number;

  private Trash(Path folder) {
    this.folder = folder;
  }

  /** Opens it on a folder of the same file system as what will be discarded. */
  public static Trash open(Path folder) throws IOException {
    Trash trash = new Trash(Files.createDirectories(folder));
    try (Stream<Path> left = Files.list(folder)) {
      List<Path> trees = left.toList();
      trees.forEach(trash::sweep);
    }
    return trash;
  }

  /** Takes a tree out of sight at once; one that is not there is no error. */
  void discard(Path tree) throws IOException {
    if (Files.exists(tree)) {
      Path hidden = free();
      Files.move(tree, hidden);
      sweep(hidden);
    }
  }

  private synchronized Path free() {
    Path name = folder.resolve(Long.toString(number++));
    while (Files.exists(name)) {
      name = folder.resolve(Long.toString(number++));
    }
    return name;
  }

  private void sweep(Path tree) {
    sweeper.execute(
        () -> {
          try {
            Trees.delete(tree);
          } catch (IOException e) {
            LOG.atDebug().addKeyValue("path", tree).setCause(e).log("Trash was left");
          }
        });
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
    try {
      if (!sweeper.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.atWarn().addKeyValue("path", folder).log("Trash is still being removed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
