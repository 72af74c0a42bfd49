package dev.crab.probe.bpf;

import dev.crab.bpf.DecodeError;
import dev.crab.bpf.Decoded;
import dev.crab.bpf.FileKind;
import dev.crab.bpf.KernelEvent;
import dev.crab.bpf.KernelStatus;
import dev.crab.bpf.Operation;
import dev.crab.bpf.ProbeKernel;
import dev.crab.bpf.SandboxSelector;
import dev.crab.bpf.SlotCounters;
import dev.crab.bpf.TaskRecord;
import dev.crab.bpf.Trust;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A kernel side in memory; each record takes one byte of the ring. */
final class FakeKernel implements ProbeKernel {
  private final Deque<Decoded> ring = new ArrayDeque<>();
  private final Map<Integer, Long> generations = new HashMap<>();
  private final Map<Integer, SlotCounters> counters = new HashMap<>();
  private final List<Runnable> onAdvance = new ArrayList<>();
  private List<TaskRecord> tasks = List.of();
  private long generation;
  private long produced;
  private long consumed;
  private long time = 1_000;

  /** A call of the sandbox in a slot, in the slot's present generation. */
  void call(int slot, Operation operation, String path, String target) {
    SlotCounters c = counters.getOrDefault(slot, SlotCounters.ZERO);
    counters.put(
        slot,
        new SlotCounters(
            c.completed() + 1, c.effects() + 1, c.events() + 1, c.lost(), c.bytes(), 0));
    put(
        new KernelEvent(
            slot,
            generations.getOrDefault(slot, 0L),
            ++time,
            10,
            10,
            "sh",
            1,
            operation,
            FileKind.DISK,
            path,
            target,
            Trust.KERNEL,
            1,
            2,
            0,
            0));
  }

  /** A call that found the ring full. */
  void lose(int slot) {
    SlotCounters c = counters.getOrDefault(slot, SlotCounters.ZERO);
    counters.put(
        slot,
        new SlotCounters(
            c.completed() + 1, c.effects() + 1, c.events() + 1, c.lost() + 1, c.bytes(), 0));
  }

  void damage(int slot) {
    put(new DecodeError(slot, "damaged"));
  }

  private void put(Decoded record) {
    ring.add(record);
    produced++;
  }

  /** Something that happens right after the next turn generation begins. */
  void afterAdvance(Runnable what) {
    onAdvance.add(what);
  }

  void tasks(TaskRecord... now) {
    tasks = List.of(now);
  }

  @Override
  public long register(int slot, SandboxSelector selector) {
    counters.put(slot, SlotCounters.ZERO);
    generations.put(slot, ++generation);
    return generation;
  }

  @Override
  public void unregister(int slot) {
    generations.remove(slot);
  }

  @Override
  public long advance(int slot) {
    generations.put(slot, ++generation);
    List<Runnable> now = List.copyOf(onAdvance);
    onAdvance.clear();
    now.forEach(Runnable::run);
    return generation;
  }

  @Override
  public void drain(int timeoutMillis, Consumer<Decoded> sink) {
    Decoded next = ring.poll();
    if (next != null) {
      consumed++;
      sink.accept(next);
    }
  }

  @Override
  public long produced() {
    return produced;
  }

  @Override
  public long consumed() {
    return consumed;
  }

  @Override
  public void wake() {}

  @Override
  public List<TaskRecord> sample(int slot) {
    return tasks;
  }

  @Override
  public SlotCounters counters(int slot) {
    return counters.getOrDefault(slot, SlotCounters.ZERO);
  }

  @Override
  public KernelStatus status() {
    return new KernelStatus("tp_btf", 0, Map.of());
  }

  @Override
  public long bootTimeNanos() {
    return ++time;
  }

  @Override
  public void close() {}
}
