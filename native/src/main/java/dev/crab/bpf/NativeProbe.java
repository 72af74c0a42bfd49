package dev.crab.bpf;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The native methods; see native.c. */
final class NativeProbe {
  static final int REGISTER = 0;
  static final int UNREGISTER = 1;
  static final int ADVANCE = 2;
  static final int WAKE = 3;
  static final int TIME = 4;

  private NativeProbe() {}

  static native void preflight(byte[] object, @Nullable String btfPath, ByteBuffer report);

  static native long open(
      byte[] object, @Nullable String btfPath, int ringBytes, int foldEntries, ByteBuffer report);

  static native void close(long handle);

  static native int drain(long handle, ByteBuffer out, int timeoutMillis);

  static native long position(long handle, boolean produced);

  static native long control(
      long handle, int action, int slot, long pidNamespace, long cgroup, long mountNamespace);

  static native int sample(long handle, int slot, ByteBuffer out);

  static native int counters(long handle, int slot, ByteBuffer out);
}
