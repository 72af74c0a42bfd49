package dev.crab.bpf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The kernel side for real. The programs run only while a sandbox is registered. */
public final class BpfKernel implements ProbeKernel {
  private static final int DRAIN_BYTES = 1 << 20;
  private static final int SAMPLE_BYTES = 1 << 22;
  private static final int COUNTERS_BYTES = 1 << 14;
  private static final int REPORT_BYTES = 1 << 14;
  private static final String BTF_PATH_VARIABLE = "CRAB_BTF_PATH";

  private static @Nullable String libraryProblem;
  private static boolean loaded;

  private final ByteBuffer room = direct(DRAIN_BYTES);
  private final ByteBuffer countersRoom = direct(COUNTERS_BYTES);
  private final ByteBuffer sampleRoom = direct(SAMPLE_BYTES);
  private final Object closing = new Object();
  private long handle;

  private BpfKernel(long handle) {
    this.handle = handle;
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  private static synchronized @Nullable String loadLibrary() {
    if (!loaded && libraryProblem == null) {
      try {
        NativeLibrary.load();
        loaded = true;
      } catch (IOException e) {
        libraryProblem = e.getMessage();
      }
    }
    return libraryProblem;
  }

  /** BTF file to use instead of the kernel's own, from the environment; null: the kernel's. */
  public static @Nullable String btfPath() {
    String path = System.getenv(BTF_PATH_VARIABLE);
    return path == null || path.isEmpty() ? null : path;
  }

  /** Tries every step on this machine; leaves nothing behind. */
  public static BpfAvailability availability(@Nullable String btfPath) {
    String problem = loadLibrary();
    if (problem != null) {
      return new BpfAvailability(List.of(), problem);
    }
    ByteBuffer report = direct(REPORT_BYTES);
    NativeProbe.preflight(object(), btfPath, report);
    return new BpfAvailability(steps(report), null);
  }

  /**
   * Loads the programs.
   *
   * @param ringBytes a power of two, at least one page
   * @param foldEntries how many repeated events are folded at once
   * @throws BpfException naming the step that failed and its remedy
   */
  public static BpfKernel open(int ringBytes, int foldEntries, @Nullable String btfPath) {
    if (ringBytes < 4096 || Integer.bitCount(ringBytes) != 1) {
      throw new IllegalArgumentException(
          "ringBytes: expected a power of two from 4096; found " + ringBytes);
    }
    String problem = loadLibrary();
    ByteBuffer report = direct(REPORT_BYTES);
    long handle =
        problem == null ? NativeProbe.open(object(), btfPath, ringBytes, foldEntries, report) : 0;
    if (handle == 0) {
      BpfAvailability why = new BpfAvailability(steps(report), problem);
      throw new BpfException(
          why.cause().orElse("unknown") + "; remedy: " + why.remedy().orElse("run the preflight"));
    }
    return new BpfKernel(handle);
  }

  private static byte[] object() {
    try {
      return NativeLibrary.object();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<PreflightStep> steps(ByteBuffer report) {
    byte[] text = new byte[report.capacity()];
    report.get(0, text);
    return PreflightStep.parse(new String(text, StandardCharsets.UTF_8));
  }

  private static long check(long result, String what) {
    if (result < 0) {
      throw new BpfException(what + ": " + Errno.name((int) -result));
    }
    return result;
  }

  @Override
  public long register(int slot, SandboxSelector s) {
    return check(
        NativeProbe.control(
            handle, NativeProbe.REGISTER, slot, s.pidNamespace(), s.cgroupId(), s.mountNamespace()),
        "register " + s);
  }

  @Override
  public void unregister(int slot) {
    check(NativeProbe.control(handle, NativeProbe.UNREGISTER, slot, 0, 0, 0), "unregister " + slot);
  }

  @Override
  public long advance(int slot) {
    return check(
        NativeProbe.control(handle, NativeProbe.ADVANCE, slot, 0, 0, 0), "advance " + slot);
  }

  @Override
  public void drain(int timeoutMillis, Consumer<Decoded> sink) {
    int bytes = NativeProbe.drain(handle, room, timeoutMillis);
    EventReader.read(room.slice(0, bytes), sink);
  }

  @Override
  public long produced() {
    return NativeProbe.position(handle, true);
  }

  @Override
  public long consumed() {
    return NativeProbe.position(handle, false);
  }

  @Override
  public void wake() {
    synchronized (closing) {
      if (handle != 0) {
        NativeProbe.control(handle, NativeProbe.WAKE, 0, 0, 0, 0);
      }
    }
  }

  @Override
  public List<TaskRecord> sample(int slot) {
    int bytes = (int) check(NativeProbe.sample(handle, slot, sampleRoom), "sample " + slot);
    return TaskRecord.readAll(sampleRoom, bytes);
  }

  @Override
  public SlotCounters counters(int slot) {
    check(NativeProbe.counters(handle, slot, countersRoom), "counters " + slot);
    return SlotCounters.read(countersRoom);
  }

  @Override
  public long bootTimeNanos() {
    return NativeProbe.control(handle, NativeProbe.TIME, 0, 0, 0, 0);
  }

  @Override
  public KernelStatus status() {
    check(NativeProbe.counters(handle, -1, countersRoom), "status");
    return KernelStatus.read(countersRoom);
  }

  @Override
  public void close() {
    synchronized (closing) {
      if (handle != 0) {
        NativeProbe.close(handle);
        handle = 0;
      }
    }
  }
}
