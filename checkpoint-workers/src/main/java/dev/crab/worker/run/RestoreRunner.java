package dev.crab.worker.run;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.DumpedProcess;
import dev.crab.schemas.avro.HeldFile;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.Layer;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.avro.ProcessImage;
import dev.crab.schemas.id.CheckpointId;
import dev.crab.schemas.id.SandboxId;
import dev.crab.worker.criu.Criu;
import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.FitCheck;
import dev.crab.worker.domain.ProcessTable;
import dev.crab.worker.domain.WorkerFault;
import dev.crab.worker.sandbox.LiveProcess;
import dev.crab.worker.sandbox.Overlay;
import dev.crab.worker.sandbox.ProcessKey;
import dev.crab.worker.sandbox.Sandbox;
import dev.crab.worker.sandbox.SandboxFactory;
import dev.crab.worker.sandbox.SandboxState.Origin;
import dev.crab.worker.sandbox.Sandboxes;
import dev.crab.worker.snapshot.HeldFiles;
import dev.crab.worker.snapshot.ResidueCheck;
import dev.crab.worker.store.ImageStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;

/** Restores checkpoints, and proves the restore before anything in it runs. */
public final class RestoreRunner {
  private final Sandboxes sandboxes;
  private final SandboxFactory factory;
  private final ImageStore store;
  private final Criu criu;
  private final Timer timer;

  RestoreRunner(
      Sandboxes sandboxes, SandboxFactory factory, ImageStore store, Criu criu, Timer timer) {
    this.sandboxes = sandboxes;
    this.factory = factory;
    this.store = store;
    this.criu = criu;
    this.timer = timer;
  }

  /** Runs the job; if the sandbox that it restored is still here, it is not restored again. */
  JobResult run(CheckpointJob job) throws IOException {
    SandboxId id = new SandboxId(job.getSandbox());
    Lock lock = sandboxes.lock(id);
    lock.lock();
    try {
      if (isDone(id, job)) {
        return Results.restored(job, 0, 0, timer);
      }
      long begun = timer.now();
      Manifest manifest = manifest(job);
      List<String> damage = new ImageCheck(store).differences(manifest);
      if (!damage.isEmpty()) {
        throw WorkerFault.mismatch(
            FaultCategory.CORRUPT_IMAGE, "checkpoint " + job.getCheckpointId(), damage);
      }
      long verifyMicros = timer.microsSince(begun);
      long restoring = timer.now();
      sandboxes.destroy(id);
      restore(job, id, manifest);
      return Results.restored(job, timer.microsSince(restoring), verifyMicros, timer);
    } finally {
      lock.unlock();
    }
  }

  private boolean isDone(SandboxId id, CheckpointJob job) {
    Origin made = new Origin(job.getCheckpointId(), job.getJobId());
    return sandboxes.find(id).filter(s -> made.equals(s.state().origin())).isPresent();
  }

  private Manifest manifest(CheckpointJob job) throws IOException {
    return store
        .manifest(new CheckpointId(job.getCheckpointId()))
        .orElseThrow(
            () ->
                new WorkerFault(
                    FaultCategory.UNKNOWN_CHECKPOINT,
                    "checkpoint " + job.getCheckpointId() + ": expected on this host; found none",
                    "list the checkpoints"));
  }

  private void restore(CheckpointJob job, SandboxId id, Manifest manifest) throws IOException {
    List<String> layers = manifest.getLayers().stream().map(Layer::getLayerId).toList();
    Origin origin = new Origin(job.getCheckpointId(), job.getJobId());
    long lastTurn = Math.max(job.getLastTurn(), manifest.getTurn());
    ProcessImage image = manifest.getProcessImage();
    AtomicReference<Sandbox> announced = new AtomicReference<>();
    try {
      Sandbox sandbox;
      if (image == null) {
        sandbox = factory.boot(id, manifest.getRootfsId(), layers, origin, lastTurn);
        verify(sandbox, List.of(new DumpedProcess(1, 0, 1, "sleep")));
        baseline(sandbox, manifest).write(sandbox);
        announced.set(sandbox);
        sandboxes.announce(sandbox);
      } else {
        Overlay overlay = factory.prepare(id, manifest.getRootfsId(), layers);
        criu.restore(
            manifest.getHostname(),
            overlay,
            factory.cgroup(id),
            store.dump(image.getImageId()),
            initPid -> {
              Sandbox restored = factory.describe(id, initPid, overlay, origin, lastTurn);
              verify(restored, image.getProcesses());
              baseline(restored, manifest).write(restored);
              announced.set(restored);
              sandboxes.announce(restored);
            });
        sandbox = restored(id, announced);
        sandboxes.resumed(sandbox);
      }
      sandboxes.list(sandbox);
    } catch (RuntimeException | IOException e) {
      sandboxes.tearDown(id);
      Optional.ofNullable(announced.get()).ifPresent(sandboxes::renounce);
      throw e;
    }
  }

  private static Sandbox restored(SandboxId id, AtomicReference<Sandbox> announced) {
    Sandbox sandbox = announced.get();
    if (sandbox == null) {
      throw new WorkerFault(
          FaultCategory.RESTORE_FAILED,
          "sandbox " + id + ": expected to be verified before it ran; CRIU did not ask",
          "look at CRIU's version");
    }
    return sandbox;
  }

  private static void verify(Sandbox sandbox, List<DumpedProcess> expected) throws IOException {
    List<String> differences = new ArrayList<>(ProcessTable.differences(expected, table(sandbox)));
    differences.addAll(
        ResidueCheck.differences(sandbox.paths().upper(), sandbox.overlay().lowerFolders()));
    if (!differences.isEmpty()) {
      throw WorkerFault.mismatch(
          FaultCategory.VERIFICATION_FAILED, "sandbox " + sandbox.id(), differences);
    }
  }

  private static List<DumpedProcess> table(Sandbox sandbox) {
    List<LiveProcess> members = sandbox.cgroup().members();
    Map<Long, Integer> inner = new HashMap<>();
    members.forEach(p -> inner.put(p.key().pid(), p.innerPid()));
    return members.stream()
        .map(
            p ->
                new DumpedProcess(
                    p.innerPid(), inner.getOrDefault(p.parent(), 0), p.threads(), p.comm()))
        .toList();
  }

  /**
   * Taken while nothing runs yet. The restored incarnation has other inodes and host pids than the
   * one that was dumped.
   */
  private Baseline baseline(Sandbox sandbox, Manifest manifest) {
    List<ProcessKey> processes = Inspector.tree(sandbox);
    ProcessImage image = manifest.getProcessImage();
    List<HeldFile> held = new ArrayList<>();
    try (HeldFiles now = new HeldFiles(sandbox.state().init().pid())) {
      for (HeldFile file : image == null ? List.<HeldFile>of() : image.getFiles()) {
        held.add(
            FitCheck.settled(
                file.getPath(), file.getMapped(), now.apply(file.getPath()), timer.wallNanos()));
      }
    }
    return new Baseline(manifest.getCheckpointId(), null, true, processes, held);
  }
}
