package dev.crab.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes records as the kernel side does. */
final class EventBytes {
  private EventBytes() {}

  static ByteBuffer event(Operation operation, Trust trust, String... segments) {
    int length = EventLayout.SIZE;
    for (String s : segments) {
      length += bytes(s).length;
    }
    ByteBuffer b = ByteBuffer.allocate((length + 7) & ~7).order(ByteOrder.nativeOrder());
    b.putInt(EventLayout.LENGTH, length);
    b.putInt(EventLayout.SLOT, 7);
    b.putLong(EventLayout.GENERATION, 42);
    b.putLong(EventLayout.TIME_NANOS, 1_000);
    b.putInt(EventLayout.PID, 10);
    b.putInt(EventLayout.TID, 11);
    b.putInt(EventLayout.SYSCALL, 257);
    b.put(EventLayout.OPERATION, (byte) operation.ordinal());
    b.put(EventLayout.FILE_KIND, (byte) FileKind.DISK.ordinal());
    b.put(EventLayout.PATH_TRUST, (byte) trust.ordinal());
    b.put(EventLayout.TARGET_TRUST, (byte) (segments.length > 2 ? trust.ordinal() : 0));
    b.putLong(EventLayout.DEVICE, 5);
    b.putLong(EventLayout.INODE, 6);
    b.putLong(EventLayout.RESULT, 3);
    b.putLong(EventLayout.FLAGS, 1);
    b.put(EventLayout.COMM, bytes("bash"));
    int at = EventLayout.SIZE;
    for (int i = 0; i < segments.length; i++) {
      byte[] s = bytes(segments[i]);
      b.putShort(EventLayout.SEGMENT + 2 * i, (short) s.length);
      b.put(at, s);
      at += s.length;
    }
    return b;
  }

  private static byte[] bytes(String s) {
    return s.getBytes(StandardCharsets.UTF_8);
  }
}
