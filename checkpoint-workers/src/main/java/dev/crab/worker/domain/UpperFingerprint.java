package dev.crab.worker.domain;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A cheap statement that a tree has not changed: names, inodes, sizes and change times, no
 * contents. Every change of a file or folder moves a change time, except stores through a writable
 * shared mapping that is dirty already.
 */
public final class UpperFingerprint {
  private final MessageDigest digest = Sha256.create();
  private long newestChangeNanos;

  /** Adds an entry; the order is the caller's, and has to be the same each time. */
  public void add(byte[] path, int mode, FileFacts facts) {
    digest.update(path);
    digest.update(
        ByteBuffer.allocate(36)
            .putInt(path.length)
            .putInt(mode)
            .putLong(facts.inode())
            .putLong(facts.size())
            .putLong(facts.changeTimeNanos())
            .flip());
    newestChangeNanos = Math.max(newestChangeNanos, facts.changeTimeNanos());
  }

  /** The fingerprint, if nothing changed since the moment; it then holds for that moment. */
  public Optional<String> asOf(long momentNanos) {
    String value = HexFormat.of().formatHex(digest.digest());
    return Settled.before(newestChangeNanos, momentNanos) ? Optional.of(value) : Optional.empty();
  }
}
