package dev.crab.classifier.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Names an entry.
 *
 * @param slot of a file track; 0 for the other parts
 */
public record EntryKey(String sandbox, Part part, int slot) {
  /** What an entry holds. */
  public enum Part {
    HEADER('h'),
    BASELINE('b'),
    FILE('f');

    private final byte letter;

    Part(char letter) {
      this.letter = (byte) letter;
    }
  }

  static EntryKey header(String sandbox) {
    return new EntryKey(sandbox, Part.HEADER, 0);
  }

  static EntryKey baseline(String sandbox) {
    return new EntryKey(sandbox, Part.BASELINE, 0);
  }

  static EntryKey file(String sandbox, int slot) {
    return new EntryKey(sandbox, Part.FILE, slot);
  }

  /** Sandbox, zero, the part's letter, the slot big-endian: entries of a sandbox lie together. */
  public byte[] bytes() {
    byte[] name = sandbox.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(name.length + 6)
        .put(name)
        .put((byte) 0)
        .put(part.letter)
        .putInt(slot)
        .array();
  }
}
