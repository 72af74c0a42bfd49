package dev.crab.worker.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Visits a tree in the order of the names, folders before what is in them; follows no link. */
final class TreeWalk {
  /** One name of the tree. */
  interface Visitor {
    void visit(Path file, FileStatus status) throws IOException;
  }

  private final Posix posix;

  TreeWalk(Posix posix) {
    this.posix = posix;
  }

  void walk(Path root, Visitor visitor) throws IOException {
    FileStatus status = posix.status(root);
    visitor.visit(root, status);
    if (!status.isFolder()) {
      return;
    }
    List<Path> names = new ArrayList<>();
    try (DirectoryStream<Path> folder = Files.newDirectoryStream(root)) {
      folder.forEach(names::add);
    }
    Collections.sort(names);
    for (Path name : names) {
      walk(name, visitor);
    }
  }
}
