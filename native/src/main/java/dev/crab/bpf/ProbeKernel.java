package dev.crab.bpf;

import java.util.List;
import java.util.function.Consumer;

/** What the probe asks of the kernel side. One thread, but for {@link #wake}. */
public interface ProbeKernel extends AutoCloseable {
  /** Slots for sandboxes are 0 to this, exclusive. */
  int SLOTS = EventLayout.SLOTS - 1;

  /**
   * Observes a sandbox from here on.
   *
   * @return first turn generation of the slot; greater than all given out before
   * @throws BpfException if the kernel refuses, or the selector is taken
   */
  long register(int slot, SandboxSelector selector);

  /** Observes the slot's sandbox no more. */
  void unregister(int slot);

  /**
   * Begins a new turn generation; events of calls that end later carry it.
   *
   * @return the new generation
   */
  long advance(int slot);

  /**
   * Reads what lies in the ring, at most one buffer.
   *
   * @param timeoutMillis how long to wait if there is nothing; 0: not at all
   */
  void drain(int timeoutMillis, Consumer<Decoded> sink);

  /** How far the kernel has written into the ring, in bytes since the beginning. */
  long produced();

  /** How far it has been read. */
  long consumed();

  /** Ends a waiting {@link #drain}; from any thread. */
  void wake();

  /**
   * The live tasks of a sandbox.
   *
   * @throws BpfException if they could not be read
   */
  List<TaskRecord> sample(int slot);

  /** Counters of a sandbox since it was registered. */
  SlotCounters counters(int slot);

  /** CLOCK_BOOTTIME now, in nanoseconds. */
  long bootTimeNanos();

  /** State as a whole. */
  KernelStatus status();

  @Override
  void close();
}
