package dev.crab.bpf;

import dev.crab.bpf.PathText.Resolved;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads drained records. Whatever the bytes are, it answers with values and never throws. */
public final class EventReader {
  private EventReader() {}

  /**
   * Reads all records between position and limit.
   *
   * @param records in native byte order, each padded to eight bytes
   */
  public static void read(ByteBuffer records, Consumer<Decoded> sink) {
    ByteBuffer b = records.duplicate().order(ByteOrder.nativeOrder());
    int at = b.position();
    while (at < b.limit()) {
      int left = b.limit() - at;
      if (left < EventLayout.SIZE) {
        sink.accept(new DecodeError(-1, "record of " + left + " bytes, shorter than its header"));
        return;
      }
      int length = b.getInt(at + EventLayout.LENGTH);
      if (length < EventLayout.SIZE || length > left || length > EventLayout.LIMIT) {
        sink.accept(new DecodeError(slotAt(b, at), "length " + length + " with " + left + " left"));
        return;
      }
      sink.accept(readOne(b, at, length));
      at += (length + 7) & ~7;
    }
  }

  private static int slotAt(ByteBuffer b, int at) {
    int slot = b.getInt(at + EventLayout.SLOT);
    return slot >= 0 && slot < EventLayout.SLOTS ? slot : -1;
  }

  private static Decoded readOne(ByteBuffer b, int at, int length) {
    int slot = slotAt(b, at);
    if (slot < 0) {
      return new DecodeError(-1, "slot " + b.getInt(at + EventLayout.SLOT) + " out of range");
    }
    byte[][] segments = new byte[EventLayout.SEGMENTS][];
    int next = at + EventLayout.SIZE;
    for (int i = 0; i < segments.length; i++) {
      int size = Short.toUnsignedInt(b.getShort(at + EventLayout.SEGMENT + 2 * i));
      if (next + size > at + length) {
        return new DecodeError(slot, "segment " + i + " of " + size + " bytes passes the end");
      }
      segments[i] = new byte[size];
      b.get(next, segments[i]);
      next += size;
    }
    return event(b, at, slot, segments);
  }

  private static KernelEvent event(ByteBuffer b, int at, int slot, byte[][] segments) {
    Operation operation = Operation.of(b.get(at + EventLayout.OPERATION));
    Resolved path =
        PathText.resolve(segments[0], segments[1], trust(b, at, EventLayout.PATH_TRUST));
    Resolved target =
        operation == Operation.SYMLINK
            ? PathText.verbatim(segments[3])
            : PathText.resolve(segments[2], segments[3], trust(b, at, EventLayout.TARGET_TRUST));
    return new KernelEvent(
        slot,
        b.getLong(at + EventLayout.GENERATION),
        b.getLong(at + EventLayout.TIME_NANOS),
        b.getInt(at + EventLayout.PID),
        b.getInt(at + EventLayout.TID),
        comm(b, at + EventLayout.COMM),
        b.getInt(at + EventLayout.SYSCALL),
        operation,
        FileKind.of(b.get(at + EventLayout.FILE_KIND)),
        path.path(),
        target.path(),
        path.trust().and(target.trust()),
        b.getLong(at + EventLayout.DEVICE),
        b.getLong(at + EventLayout.INODE),
        b.getLong(at + EventLayout.RESULT),
        b.getLong(at + EventLayout.FLAGS));
  }

  private static Trust trust(ByteBuffer b, int at, int offset) {
    return Trust.of(b.get(at + offset));
  }

  /** A name of at most sixteen bytes, ended by a zero byte if shorter. */
  static String comm(ByteBuffer b, int at) {
    byte[] name = new byte[EventLayout.COMM_SIZE];
    b.get(at, name);
    int length = 0;
    while (length < name.length && name[length] != 0) {
      length++;
    }
    @Nullable String text = PathText.printable(name, 0, length).path();
    return text == null ? "" : text;
  }
}
