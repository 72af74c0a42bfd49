package dev.crab.worker.snapshot;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.crab.worker.domain.Sha256;
import dev.crab.worker.domain.TreeDigest;
import dev.crab.worker.domain.TreeEntry;
import dev.crab.worker.domain.UpperFingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/** Sums up file trees. */
public final class TreeScan {
  private TreeScan() {}

  /**
   * A tree with its digest.
   *
   * @param bytes bytes on disk
   * @param files names below the root
   */
  public record Summary(long bytes, long files, String digest) {}

  /** Reads the whole tree. */
  public static Summary summarize(Path root) throws IOException {
    try (Posix posix = new Posix()) {
      TreeDigest digest = new TreeDigest();
      Map<Long, Long> firstNames = new HashMap<>();
      long[] totals = new long[2];
      new TreeWalk(posix)
          .walk(
              root,
              (file, status) -> {
                long number = totals[1]++;
                Long first = firstNames.putIfAbsent(status.inode(), number);
                digest.add(entry(posix, root, file, status, first == null ? number : first));
                totals[0] += first == null ? status.bytesOnDisk() : 0;
              });
      return new Summary(totals[0], totals[1] - 1, digest.value());
    }
  }

  /** Looks at every name, reads no contents. */
  public static UpperFingerprint fingerprint(Path root) throws IOException {
    UpperFingerprint fingerprint = new UpperFingerprint();
    try (Posix posix = new Posix()) {
      new TreeWalk(posix)
          .walk(
              root,
              (file, status) ->
                  fingerprint.add(RawPath.bytes(file), status.mode(), status.facts()));
    }
    return fingerprint;
  }

  private static TreeEntry entry(
      Posix posix, Path root, Path file, FileStatus status, long firstName) throws IOException {
    String whole = new String(RawPath.bytes(file), ISO_8859_1);
    return new TreeEntry(
        whole.substring(RawPath.bytes(root).length),
        status.mode(),
        status.uid(),
        status.gid(),
        status.size(),
        status.modifiedNanos(),
        firstName,
        status.device(),
        new String(content(file, status), ISO_8859_1),
        posix.attributes(file));
  }

  static byte[] content(Path file, FileStatus status) throws IOException {
    if (status.isLink()) {
      return RawPath.bytes(Files.readSymbolicLink(file));
    }
    if (!status.isRegular()) {
      return new byte[0];
    }
    MessageDigest digest = Sha256.create();
    byte[] buffer = new byte[Math.clamp(status.size(), 1, 1 << 17)];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return digest.digest();
  }
}
