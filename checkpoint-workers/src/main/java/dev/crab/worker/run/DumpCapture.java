package dev.crab.worker.run;

import dev.crab.worker.criu.Criu;
import dev.crab.worker.domain.CapturePlan;
import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.Stray;
import dev.crab.worker.domain.WorkerFault;
import dev.crab.worker.probe.ProbeClient;
import dev.crab.worker.sandbox.LiveProcess;
import dev.crab.worker.sandbox.ProcFs;
import dev.crab.worker.sandbox.ProcessKey;
import dev.crab.worker.sandbox.Sandbox;
import dev.crab.worker.snapshot.UpperCopy;
import dev.crab.worker.store.Staging;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Captures memory, and files where planned, in one standstill. */
final class DumpCapture {
  /** How long a command that is about to end is waited for. */
  private static final long PATIENCE_NANOS = 300_000_000;

  private final Criu criu;
  private final ProbeClient probe;
  private final Timer timer;

  DumpCapture(Criu criu, ProbeClient probe, Timer timer) {
    this.criu = criu;
    this.probe = probe;
    this.timer = timer;
  }

  Captured capture(Sandbox sandbox, CapturePlan plan, Staging staging) throws IOException {
    refuseStrangers(sandbox);
    awaitCommands(sandbox);
    UpperCopy copy =
        plan.copy() ? UpperCopy.prepare(sandbox.paths().upper(), staging.layer()) : null;
    long wallNanos = 0;
    long freezing;
    long frozen;
    long[] snapshot = new long[1];
    List<ProcessKey> processes;
    sandbox.standstill().lock();
    try {
      wallNanos = timer.wallNanos();
      long begun = timer.now();
      sandbox.cgroup().freeze();
      try {
        freezing = timer.microsSince(begun);
        refuseStray(sandbox);
        processes = Inspector.tree(sandbox);
        criu.dump(
            sandbox,
            staging.dump(),
            () -> {
              long copying = timer.now();
              if (copy != null) {
                copy.run();
              }
              snapshot[0] = timer.microsSince(copying);
            });
      } finally {
        sandbox.cgroup().thaw();
        frozen = timer.microsSince(begun);
      }
    } finally {
      sandbox.standstill().unlock();
      if (copy != null) {
        copy.close();
      }
    }
    long capturedWallMicros = timer.wallMicros();
    probe.baseline(sandbox.id());
    return new Captured(
        plan,
        new Captured.Times(
            freezing, frozen, plan.copy() ? snapshot[0] : 0, frozen - freezing - snapshot[0]),
        wallNanos,
        processes,
        capturedWallMicros);
  }

  /** Processes that were put into the pid namespace, but not into the cgroup. */
  private static void refuseStrangers(Sandbox sandbox) throws IOException {
    List<Long> members = sandbox.cgroup().processes();
    Optional<LiveProcess> stranger =
        ProcFs.inNamespace(sandbox.state().pidNamespace()).stream()
            .filter(p -> !members.contains(p.key().pid()))
            .filter(
                p ->
                    ProcFs.isAlive(p.key())
                        && !sandbox.cgroup().processes().contains(p.key().pid()))
            .findFirst();
    if (stranger.isPresent()) {
      throw running(sandbox, stranger.get().key().pid(), stranger.get().comm());
    }
  }

  private void awaitCommands(Sandbox sandbox) {
    long begun = timer.now();
    while (stray(sandbox).isPresent() && timer.now() - begun < PATIENCE_NANOS) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static void refuseStray(Sandbox sandbox) {
    stray(sandbox)
        .ifPresent(
            p -> {
              throw running(sandbox, p.pid(), p.comm());
            });
  }

  private static Optional<Stray.Task> stray(Sandbox sandbox) {
    return Stray.find(sandbox.state().init().pid(), Inspector.simple(sandbox.cgroup().members()));
  }

  private static WorkerFault running(Sandbox sandbox, long pid, String comm) {
    return new WorkerFault(
        FaultCategory.EXEC_RUNNING,
        "sandbox "
            + sandbox.id()
            + ": expected only processes below its init; found "
            + comm
            + " (pid "
            + pid
            + "), a command that is still running",
        "let it end, or start it in the background");
  }
}
