package dev.crab.deploy.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every entry of a file tree with its type, mode, owner, link target and content digest. File
 * systems mounted below the root are left out.
 */
record TreeInventory(SortedMap<String, String> entries) {
  /**
   * Reads the whole tree.
   *
   * @throws UncheckedIOException if an entry cannot be read, or changes while it is read
   */
  static TreeInventory of(Path root) {
    SortedMap<String, String> entries = new TreeMap<>();
    try {
      Object device = Files.getAttribute(root, "unix:dev");
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
                throws IOException {
              if (!Files.getAttribute(dir, "unix:dev").equals(device)) {
                return FileVisitResult.SKIP_SUBTREE;
              }
              entries.put(root.relativize(dir).toString(), describe(dir, attributes));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              entries.put(root.relativize(file).toString(), describe(file, attributes));
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox's file tree could not be read", e);
    }
    return new TreeInventory(entries);
  }

  /** Paths that differ, with what was expected and what was found. */
  List<String> differencesFrom(TreeInventory expected) {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> entry : expected.entries.entrySet()) {
      String found = entries.get(entry.getKey());
      if (!entry.getValue().equals(found)) {
        differences.add(
            "/"
                + entry.getKey()
                + ": expected "
                + entry.getValue()
                + "; found "
                + (found == null ? "nothing" : found));
      }
    }
    for (String path : entries.keySet()) {
      if (!expected.entries.containsKey(path)) {
        differences.add("/" + path + ": expected nothing; found " + entries.get(path));
      }
    }
    return differences;
  }

  private static String describe(Path path, BasicFileAttributes attributes) throws IOException {
    Map<String, Object> unix =
        Files.readAttributes(path, "unix:mode,uid,gid,rdev", LinkOption.NOFOLLOW_LINKS);
    String base =
        "mode "
            + Integer.toOctalString(((Number) Objects.requireNonNull(unix.get("mode"))).intValue())
            + " owner "
            + unix.get("uid")
            + ":"
            + unix.get("gid");
    if (attributes.isSymbolicLink()) {
      return base + " link " + Files.readSymbolicLink(path);
    }
    if (attributes.isRegularFile()) {
      return base + " size " + attributes.size() + " sha256 " + digest(path);
    }
    return base + " device " + unix.get("rdev");
  }

  private static String digest(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256: expected in every JDK", e);
    }
  }
}
