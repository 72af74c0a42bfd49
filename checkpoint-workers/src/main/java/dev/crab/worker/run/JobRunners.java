package dev.crab.worker.run;

import dev.crab.worker.criu.Criu;
import dev.crab.worker.probe.ProbeClient;
import dev.crab.worker.sandbox.SandboxFactory;
import dev.crab.worker.sandbox.Sandboxes;
import dev.crab.worker.store.ImageStore;
import dev.crab.worker.store.RestoreLog;

/** Wires the runners of this package. */
public final class JobRunners {
  private JobRunners() {}

  /**
   * @param criuVersion noted in manifests
   */
  public static JobRunner wire(
      Sandboxes sandboxes,
      SandboxFactory factory,
      ImageStore store,
      RestoreLog log,
      Criu criu,
      ProbeClient probe,
      String criuVersion) {
    Timer timer = Timer.system();
    Inspector inspector = new Inspector(timer);
    CheckpointRunner checkpoints =
        new CheckpointRunner(
            sandboxes,
            store,
            inspector,
            new QuietCapture(probe, inspector, timer),
            new DumpCapture(criu, probe, timer),
            new Durability(store, timer, criuVersion));
    return new JobRunner(
        checkpoints, new RestoreRunner(sandboxes, factory, store, criu, timer), log, timer);
  }
}
