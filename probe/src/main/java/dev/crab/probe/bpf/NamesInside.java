package dev.crab.probe.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks names up below a sandbox's root, component by component and without following links: an
 * absolute link would lead out of the sandbox. One object serves one look round.
 */
final class NamesInside {
  /** What a name is. */
  enum Found {
    ABSENT,
    PRESENT,
    /** Behind a link, or not to be told. */
    UNCERTAIN
  }

  private final Path root;
  private final Map<String, Found> folders = new HashMap<>();

  NamesInside(Path root) {
    this.root = root;
  }

  Found find(String path) {
    if (path.indexOf('\\') >= 0) {
      return Found.UNCERTAIN; // may stand for bytes that are no text
    }
    int slash = path.lastIndexOf('/');
    Found folder = slash <= 0 ? Found.PRESENT : folder(path.substring(0, slash));
    return folder == Found.PRESENT
        ? look(path) == Kind.ABSENT ? Found.ABSENT : certain(path)
        : folder;
  }

  private Found certain(String path) {
    return look(path) == Kind.UNKNOWN ? Found.UNCERTAIN : Found.PRESENT;
  }

  private Found folder(String path) {
    Found known = folders.get(path);
    if (known == null) {
      known = lookAtFolder(path);
      folders.put(path, known);
    }
    return known;
  }

  private Found lookAtFolder(String path) {
    int slash = path.lastIndexOf('/');
    Found above = slash <= 0 ? Found.PRESENT : folder(path.substring(0, slash));
    if (above != Found.PRESENT) {
      return above;
    }
    return switch (look(path)) {
      case ABSENT -> Found.ABSENT;
      case FOLDER -> Found.PRESENT;
      case OTHER -> Found.ABSENT; // a file now: nothing lies below
      case LINK, UNKNOWN -> Found.UNCERTAIN;
    };
  }

  private enum Kind {
    ABSENT,
    FOLDER,
    LINK,
    OTHER,
    UNKNOWN
  }

  private Kind look(String path) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(
              Path.of(root + path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (found.isSymbolicLink()) {
        return Kind.LINK;
      }
      return found.isDirectory() ? Kind.FOLDER : Kind.OTHER;
    } catch (NoSuchFileException e) {
      return Kind.ABSENT;
    } catch (IOException | InvalidPathException e) {
      return Kind.UNKNOWN;
    }
  }
}
