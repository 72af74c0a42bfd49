package dev.crab.bpf;

import java.nio.ByteBuffer;

/**
 * What the kernel side counted for one sandbox since it was registered.
 *
 * @param calls state-changing calls, folded ones included
 * @param events events meant for the ring
 * @param lost of these, events not delivered
 * @param bytes bytes written
 * @param unreadable calls whose path could not be read
 */
public record SlotCounters(long calls, long events, long lost, long bytes, long unreadable) {
  static final int CALLS = 16;
  static final int EVENTS = 24;
  static final int LOST = 32;
  static final int BYTES = 40;
  static final int UNREADABLE = 48;
  static final int OPERATIONS = 64;
  static final int SIZE = 320;

  /** Nothing counted. */
  public static final SlotCounters ZERO = new SlotCounters(0, 0, 0, 0, 0);

  static SlotCounters read(ByteBuffer b) {
    return new SlotCounters(
        b.getLong(CALLS),
        b.getLong(EVENTS),
        b.getLong(LOST),
        b.getLong(BYTES),
        b.getLong(UNREADABLE));
  }
}
