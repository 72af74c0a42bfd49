package dev.crab.probe.bpf;

import dev.crab.bpf.BpfException;
import dev.crab.bpf.ProbeKernel;
import dev.crab.bpf.SlotCounters;
import dev.crab.probe.domain.Handover;
import dev.crab.probe.domain.Moment;
import dev.crab.probe.domain.ObservedSandbox;
import dev.crab.probe.domain.ProbeException;
import dev.crab.probe.domain.ProbeException.Category;
import dev.crab.schemas.avro.LossKind;
import dev.crab.schemas.avro.ProcessSample;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Publishes markers, each behind the events and losses that come before it. */
final class MarkerDesk {
  private final ProbeKernel kernel;
  private final SandboxFiles files;
  private final InstantSource wall;

  MarkerDesk(ProbeKernel kernel, SandboxFiles files, InstantSource wall) {
    this.kernel = kernel;
    this.files = files;
    this.wall = wall;
  }

  Moment now() {
    return new Moment(
        kernel.bootTimeNanos(), ChronoUnit.MICROS.between(Instant.EPOCH, wall.instant()));
  }

  /** The sandbox's processes; null, and a loss noted, if they cannot be read. */
  @Nullable List<ProcessSample> sample(ObservedSandbox sandbox) {
    try {
      return ProcessFold.fold(kernel.sample(sandbox.slot()), files::sharesWritableMapping);
    } catch (BpfException e) {
      sandbox.losses().add(LossKind.SAMPLE_FAILED, 1, String.valueOf(e.getMessage()));
      return null;
    }
  }

  void noteKernelLosses(ObservedSandbox sandbox, SlotCounters counters) {
    sandbox.losses().kernelLostIs(counters.lost());
    sandbox.losses().missedRunsAre(kernel.status().missedRuns());
  }

  /** Completes when the marker is in the log. */
  CompletionStage<Void> send(ObservedSandbox sandbox, MarkerDraft draft) {
    SlotCounters counters = kernel.counters(sandbox.slot());
    Moment now = now();
    sandbox.publishEvents(now);
    noteKernelLosses(sandbox, counters);
    sandbox.publishLosses(now);
    return switch (sandbox.publishMarker(draft.with(counters), now)) {
      case Handover.Refused refused -> throw unavailable(refused.cause());
      case Handover.Accepted accepted ->
          accepted
              .acknowledged()
              .exceptionally(
                  e -> {
                    throw unavailable(e.getMessage());
                  });
    };
  }

  static ProbeException unavailable(@Nullable String cause) {
    return new ProbeException(
        Category.UNAVAILABLE,
        "broker_unavailable",
        "expected the marker to be acknowledged; found: " + cause,
        "check that the broker runs, then try again");
  }
}
