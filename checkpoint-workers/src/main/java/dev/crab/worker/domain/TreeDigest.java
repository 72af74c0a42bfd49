package dev.crab.worker.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** sha256 over a tree: names, types, modes, owners, times, attributes, link targets, contents. */
public final class TreeDigest {
  private static final int TYPE_MASK = 0xF000;
  private static final int FOLDER = 0x4000;
  private final MessageDigest digest = Sha256.create();

  /** Adds an entry; entries come in the order of their names. */
  public void add(TreeEntry entry) {
    field(entry.path());
    boolean folder = (entry.mode() & TYPE_MASK) == FOLDER;
    digest.update(
        ByteBuffer.allocate(44)
            .putInt(entry.mode())
            .putInt(entry.uid())
            .putInt(entry.gid())
            .putLong(folder ? 0 : entry.size())
            .putLong(entry.modifiedNanos())
            .putLong(entry.firstName())
            .putLong(entry.device())
            .flip());
    field(entry.content());
    Map<String, String> attributes = new TreeMap<>(entry.attributes());
    digest.update(ByteBuffer.allocate(4).putInt(attributes.size()).flip());
    attributes.forEach(
        (name, value) -> {
          field(name);
          field(value);
        });
  }

  /** The digest; the object is used up. */
  public String value() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void field(String raw) {
    byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    digest.update(bytes);
  }
}
