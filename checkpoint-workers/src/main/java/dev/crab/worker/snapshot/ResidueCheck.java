package dev.crab.worker.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Proves that a restore changed no file: whatever is in the fresh upper folder has to equal what is
 * below it. Files that processes hold open for writing are copied up when they are opened, and
 * bound sockets are bound anew; nothing else may be there.
 */
public final class ResidueCheck {
  private static final int MOST = 50;

  private ResidueCheck() {}

  /** Differences between the upper folder and the lower ones; empty if the tree is the same. */
  public static List<String> differences(Path upper, List<Path> lower) throws IOException {
    List<String> differences = new ArrayList<>();
    try (Posix posix = new Posix()) {
      new TreeWalk(posix)
          .walk(
              upper,
              (file, status) -> {
                Path name = upper.relativize(file);
                if (differences.size() < MOST && !name.toString().isEmpty()) {
                  compare(file, status, below(posix, lower, name))
                      .ifPresent(d -> differences.add("file /" + name + ": " + d));
                }
              });
    }
    return differences;
  }

  private record Below(Path file, FileStatus status) {}

  private static Optional<Below> below(Posix posix, List<Path> lower, Path name)
      throws IOException {
    for (Path layer : lower) {
      Optional<FileStatus> found = posix.find(layer.resolve(name));
      if (found.isPresent()) {
        return found.get().isWhiteout()
            ? Optional.empty()
            : Optional.of(new Below(layer.resolve(name), found.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> compare(Path file, FileStatus status, Optional<Below> below)
      throws IOException {
    if (status.isSocket()) {
      return Optional.empty();
    }
    if (below.isEmpty()) {
      return Optional.of("unexpected");
    }
    FileStatus expected = below.get().status();
    if (status.mode() != expected.mode()
        || status.uid() != expected.uid()
        || status.gid() != expected.gid()) {
      return Optional.of("other type, mode or owner");
    }
    if (status.isRegular()
        && (status.size() != expected.size()
            || !Arrays.equals(
                TreeScan.content(file, status), TreeScan.content(below.get().file(), expected)))) {
      return Optional.of("other content");
    }
    return Optional.empty();
  }
}
