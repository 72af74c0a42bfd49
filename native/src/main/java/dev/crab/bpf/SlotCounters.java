package dev.crab.bpf;

import java.nio.ByteBuffer;

/**
 * What the kernel side counted for one sandbox since it was registered.
 *
 * @param completed system calls of any kind that came to an end
 * @param effects state-changing calls, folded ones included
 * @param events events meant for the ring
 * @param lost of these, events not delivered
 * @param bytes bytes written
 * @param unreadable calls whose path could not be read
 */
public record SlotCounters(
    long completed, long effects, long events, long lost, long bytes, long unreadable) {
  static final int COMPLETED = 16;
  static final int EFFECTS = 24;
  static final int EVENTS = 32;
  static final int LOST = 40;
  static final int BYTES = 48;
  static final int PID_NAMESPACE = 56;
  static final int UNREADABLE = 64;
  static final int OPERATIONS = 72;
  static final int SIZE = 328;

  /** Nothing counted. */
  public static final SlotCounters ZERO = new SlotCounters(0, 0, 0, 0, 0, 0);

  /** The same but for the completed calls. */
  public SlotCounters withCompleted(long calls) {
    return new SlotCounters(calls, effects, events, lost, bytes, unreadable);
  }

  static SlotCounters read(ByteBuffer b) {
    return new SlotCounters(
        b.getLong(COMPLETED),
        b.getLong(EFFECTS),
        b.getLong(EVENTS),
        b.getLong(LOST),
        b.getLong(BYTES),
        b.getLong(UNREADABLE));
  }
}
