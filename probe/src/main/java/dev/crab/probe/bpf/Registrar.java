package dev.crab.probe.bpf;

import dev.crab.bpf.BpfException;
import dev.crab.bpf.ProbeKernel;
import dev.crab.bpf.SandboxSelector;
import dev.crab.probe.domain.ObservedSandbox;
import dev.crab.probe.domain.ProbeException;
import dev.crab.probe.domain.ProbeException.Category;
import dev.crab.probe.domain.Registration;
import dev.crab.schemas.avro.MarkerKind;
import dev.crab.schemas.avro.MarkerSource;
import java.util.concurrent.CompletionStage;

/** Begins and ends the observation of sandboxes. */
final class Registrar {
  private final ProbeKernel kernel;
  private final RingPump pump;
  private final SandboxTable sandboxes;
  private final SandboxFiles files;
  private final MarkerDesk desk;
  private final StreamFactory streams;
  private long newestEpoch;

  Registrar(
      ProbeKernel kernel,
      RingPump pump,
      SandboxTable sandboxes,
      SandboxFiles files,
      MarkerDesk desk,
      StreamFactory streams) {
    this.kernel = kernel;
    this.pump = pump;
    this.sandboxes = sandboxes;
    this.files = files;
    this.desk = desk;
    this.streams = streams;
  }

  /**
   * The kernel side first, the process sample after: what is forked in between is seen by one of
   * the two.
   */
  CompletionStage<Long> register(Registration r) {
    check(r);
    ObservedSandbox old = sandboxes.find(r.sandbox());
    if (old != null) {
      pump.fence();
      old.publishEvents(desk.now());
      forget(old);
    }
    int slot = sandboxes.freeSlot();
    long generation = observe(r, slot);
    newestEpoch = Math.max(desk.now().wallMicros(), newestEpoch + 1);
    ObservedSandbox sandbox = streams.begin(r, slot, generation, newestEpoch);
    sandbox.losses().missedRunsWere(kernel.status().missedRuns());
    sandboxes.put(sandbox);
    files.mountsChanged(r.initPid());
    try {
      return desk.send(
              sandbox,
              MarkerDraft.of(
                  MarkerKind.REGISTERED, MarkerSource.PROBE, r.lastTurn(), desk.sample(sandbox)))
          .thenApply(ok -> sandbox.epoch())
          .whenComplete((epoch, failure) -> forgetIf(failure != null, sandbox));
    } catch (ProbeException e) {
      forget(sandbox);
      throw e;
    }
  }

  private void forgetIf(boolean failed, ObservedSandbox sandbox) {
    if (failed) {
      streams.later().accept(() -> forget(sandbox));
    }
  }

  private long observe(Registration r, int slot) {
    long mounts = files.namespace(r.initPid(), "mnt");
    try {
      return kernel.register(slot, new SandboxSelector(r.pidNamespace(), r.cgroupId(), mounts));
    } catch (BpfException e) {
      throw new ProbeException(
          Category.WRONG_STATE,
          "not_observable",
          "expected a namespace or cgroup no other sandbox is registered by; found: "
              + e.getMessage(),
          "remove the other registration");
    }
  }

  private void check(Registration r) {
    long found = files.namespace(r.initPid(), "pid");
    if (found == 0) {
      throw new ProbeException(
          Category.WRONG_STATE,
          "init_gone",
          "initPid: expected a living process; found none with pid " + r.initPid(),
          "start the sandbox first");
    }
    if (r.pidNamespace() != 0 && r.pidNamespace() != found) {
      throw wrongNamespace("that of process " + r.initPid() + ", " + found, r);
    }
    if (r.pidNamespace() != 0 && r.pidNamespace() == files.namespace(1, "pid")) {
      throw wrongNamespace("one of the sandbox's own, not the host's", r);
    }
  }

  private static ProbeException wrongNamespace(String expected, Registration r) {
    return new ProbeException(
        Category.BAD_REQUEST,
        "wrong_namespace",
        "pidNamespace: expected " + expected + "; found " + r.pidNamespace(),
        "give the inode of /proc/" + r.initPid() + "/ns/pid");
  }

  CompletionStage<Void> unregister(ObservedSandbox sandbox) {
    pump.fence();
    try {
      return desk.send(
          sandbox,
          MarkerDraft.of(MarkerKind.GONE, MarkerSource.PROBE, sandbox.turns().newest(), null));
    } finally {
      forget(sandbox);
    }
  }

  private void forget(ObservedSandbox sandbox) {
    if (sandboxes.at(sandbox.slot()) == sandbox) {
      kernel.unregister(sandbox.slot());
      sandboxes.remove(sandbox);
      files.mountsChanged(sandbox.registration().initPid());
    }
  }
}
