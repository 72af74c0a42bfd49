package dev.crab.probe.bpf;

import dev.crab.bpf.ProbeKernel;
import dev.crab.bpf.SlotCounters;
import dev.crab.probe.domain.ObservedSandbox;
import dev.crab.probe.domain.Turns;
import dev.crab.schemas.avro.MarkerKind;
import dev.crab.schemas.avro.MarkerSource;
import dev.crab.schemas.avro.ProcessSample;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Draws the line at a turn's end: everything that ended before it is read from the ring before the
 * marker is published. See RATIONALE.md for the order of the steps.
 */
final class TurnFence {
  private static final int SURVIVOR_CHARACTERS_LIMIT = 256 * 1024;

  private final ProbeKernel kernel;
  private final RingPump pump;
  private final SandboxFiles files;

  TurnFence(ProbeKernel kernel, RingPump pump, SandboxFiles files) {
    this.kernel = kernel;
    this.pump = pump;
    this.files = files;
  }

  /**
   * The line is drawn.
   *
   * @param endNanos the turn's end, CLOCK_BOOTTIME
   */
  record Passed(MarkerDraft draft, SlotCounters counters, long nextGeneration, long endNanos) {}

  Passed pass(
      ObservedSandbox sandbox,
      Turns.Closing closing,
      MarkerSource source,
      Function<ObservedSandbox, @Nullable List<ProcessSample>> sample) {
    long next = kernel.advance(sandbox.slot());
    long endNanos = kernel.bootTimeNanos();
    pump.fence();
    sandbox.namesMovedSince();
    List<String> survivors = survivors(sandbox).orElse(null);
    pump.fence();
    boolean racing = sandbox.namesMovedSince();
    long completed = kernel.counters(sandbox.slot()).completed();
    @Nullable List<ProcessSample> processes = sample.apply(sandbox);
    MarkerDraft draft =
        new MarkerDraft(
            MarkerKind.TURN_END,
            source,
            closing.newest(),
            closing.label(),
            processes,
            survivors,
            racing);
    // Calls from before the sample, losses from after it: each errs towards a change.
    SlotCounters counters = kernel.counters(sandbox.slot()).withCompleted(completed);
    return new Passed(draft, counters, next, endNanos);
  }

  private Optional<List<String>> survivors(ObservedSandbox sandbox) {
    int init = sandbox.registration().initPid();
    return sandbox
        .names()
        .transients()
        .map(names -> names.isEmpty() ? names : files.existing(init, names))
        .filter(
            found -> found.stream().mapToInt(String::length).sum() <= SURVIVOR_CHARACTERS_LIMIT);
  }
}
