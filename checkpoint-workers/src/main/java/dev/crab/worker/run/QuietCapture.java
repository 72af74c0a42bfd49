package dev.crab.worker.run;

import dev.crab.schemas.avro.Granularity;
import dev.crab.worker.domain.CapturePlan;
import dev.crab.worker.probe.ProbeClient;
import dev.crab.worker.sandbox.ProcessKey;
import dev.crab.worker.sandbox.Sandbox;
import dev.crab.worker.sandbox.Trees;
import dev.crab.worker.snapshot.UpperCopy;
import dev.crab.worker.store.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Captures files only: without a freeze if the probe saw nothing happen meanwhile, else under one.
 * Answers empty where a look at the sandbox says that its memory has to be captured too.
 */
final class QuietCapture {
  private final ProbeClient probe;
  private final Inspector inspector;
  private final Timer timer;

  QuietCapture(ProbeClient probe, Inspector inspector, Timer timer) {
    this.probe = probe;
    this.inspector = inspector;
    this.timer = timer;
  }

  private record Look(CapturePlan plan, List<ProcessKey> processes, long snapshotMicros) {}

  Optional<Captured> capture(
      Sandbox sandbox, Granularity asked, Optional<Parent> parent, Staging staging)
      throws IOException {
    long wallNanos = timer.wallNanos();
    Optional<String> before = probe.activity(sandbox.id());
    if (before.isPresent()) {
      Look look = look(sandbox, asked, parent, staging);
      if (before.equals(probe.activity(sandbox.id()))) {
        return captured(look, new long[2], wallNanos);
      }
      Trees.delete(staging.layer());
      Files.createDirectory(staging.layer());
    }
    return standstill(sandbox, asked, parent, staging);
  }

  private Optional<Captured> standstill(
      Sandbox sandbox, Granularity asked, Optional<Parent> parent, Staging staging)
      throws IOException {
    sandbox.standstill().lock();
    try {
      long wallNanos = timer.wallNanos();
      long begun = timer.now();
      long freezing;
      Look look;
      sandbox.cgroup().freeze();
      try {
        freezing = timer.microsSince(begun);
        look = look(sandbox, asked, parent, staging);
      } finally {
        sandbox.cgroup().thaw();
      }
      return captured(look, new long[] {freezing, timer.microsSince(begun)}, wallNanos);
    } finally {
      sandbox.standstill().unlock();
    }
  }

  private Look look(Sandbox sandbox, Granularity asked, Optional<Parent> parent, Staging staging)
      throws IOException {
    CapturePlan plan = inspector.plan(sandbox, asked, parent);
    List<ProcessKey> processes = Inspector.tree(sandbox);
    if (plan.dump() || !plan.copy()) {
      return new Look(plan, processes, 0);
    }
    try (UpperCopy copy = UpperCopy.prepare(sandbox.paths().upper(), staging.layer())) {
      long begun = timer.now();
      copy.run();
      return new Look(plan, processes, timer.microsSince(begun));
    }
  }

  private Optional<Captured> captured(Look look, long[] freeze, long wallNanos) {
    if (look.plan().dump()) {
      return Optional.empty();
    }
    return Optional.of(
        new Captured(
            look.plan(),
            new Captured.Times(freeze[0], freeze[1], look.snapshotMicros(), 0),
            wallNanos,
            look.processes(),
            timer.wallMicros()));
  }
}
