package dev.crab.worker.run;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.id.CheckpointId;
import dev.crab.schemas.id.SandboxId;
import dev.crab.worker.domain.CapturePlan;
import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import dev.crab.worker.sandbox.Sandbox;
import dev.crab.worker.sandbox.Sandboxes;
import dev.crab.worker.store.ImageStore;
import dev.crab.worker.store.Staging;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes checkpoints: capture, then make durable. */
public final class CheckpointRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointRunner.class);

  private final Sandboxes sandboxes;
  private final ImageStore store;
  private final Inspector inspector;
  private final QuietCapture quiet;
  private final DumpCapture dumping;
  private final Durability durability;

  CheckpointRunner(
      Sandboxes sandboxes,
      ImageStore store,
      Inspector inspector,
      QuietCapture quiet,
      DumpCapture dumping,
      Durability durability) {
    this.sandboxes = sandboxes;
    this.store = store;
    this.inspector = inspector;
    this.quiet = quiet;
    this.dumping = dumping;
    this.durability = durability;
  }

  /** Runs the job; a checkpoint that exists already is answered as it was. */
  JobResult run(CheckpointJob job, long begun) throws IOException {
    CheckpointId id = new CheckpointId(job.getCheckpointId());
    Lock lock = sandboxes.lock(new SandboxId(job.getSandbox()));
    lock.lock();
    try {
      Optional<JobResult> earlier = store.result(id);
      if (earlier.isPresent()) {
        return earlier.get();
      }
      Sandbox sandbox = sandboxes.running(new SandboxId(job.getSandbox()));
      requireOwn(job, sandbox);
      sandboxes.sawTurn(sandbox, job.getTurn());
      return make(job, id, sandbox, begun);
    } finally {
      lock.unlock();
    }
  }

  /** A job of before a restore may be delivered after it; that state is gone. */
  private static void requireOwn(CheckpointJob job, Sandbox sandbox) {
    long bornAfter = sandbox.state().bornAfterTurn();
    if (job.getTurn() <= bornAfter) {
      throw new WorkerFault(
          FaultCategory.WRONG_STATE,
          "sandbox "
              + sandbox.id()
              + ": expected a turn after "
              + bornAfter
              + ", with which it was created or restored; found turn "
              + job.getTurn(),
          "nothing: that turn's state ended with the sandbox before");
    }
  }

  private JobResult make(CheckpointJob job, CheckpointId id, Sandbox sandbox, long begun)
      throws IOException {
    Optional<Parent> parent = parent(job, sandbox);
    Staging staging = store.stage(id);
    try {
      Captured captured = capture(job.getGranularity(), sandbox, parent, staging);
      if (!captured.plan().why().isEmpty()) {
        LOG.atInfo()
            .addKeyValue("sandbox", sandbox.id())
            .addKeyValue("checkpoint", id)
            .addKeyValue("why", captured.plan().why())
            .log("Captured more than asked");
      }
      return durability.publish(job, sandbox, parent, staging, captured, begun);
    } finally {
      staging.discard();
      store.forget(id);
    }
  }

  /** The parent, if it is the newest checkpoint of this very incarnation. */
  private Optional<Parent> parent(CheckpointJob job, Sandbox sandbox) throws IOException {
    String parentId = job.getParentCheckpointId();
    if (parentId == null) {
      return Optional.empty();
    }
    Optional<Baseline> baseline =
        Baseline.read(sandbox).filter(b -> b.checkpointId().equals(parentId));
    return baseline.isEmpty()
        ? Optional.empty()
        : store.manifest(new CheckpointId(parentId)).map(m -> new Parent(m, baseline.get()));
  }

  private Captured capture(
      Granularity asked, Sandbox sandbox, Optional<Parent> parent, Staging staging)
      throws IOException {
    CapturePlan plan = inspector.plan(sandbox, asked, parent);
    if (!plan.dump()) {
      Optional<Captured> captured = quiet.capture(sandbox, asked, parent, staging);
      if (captured.isPresent()) {
        return captured.get();
      }
      plan = inspector.plan(sandbox, Granularity.FULL, parent);
    }
    Captured captured = dumping.capture(sandbox, plan, staging);
    if (plan.copy() || isStillUnchanged(sandbox, parent)) {
      return captured;
    }
    return dumping.capture(
        sandbox, new CapturePlan(true, true, "files changed during the dump"), staging);
  }

  private boolean isStillUnchanged(Sandbox sandbox, Optional<Parent> parent) throws IOException {
    return parent.isPresent() && inspector.isUpperUnchanged(sandbox, parent.get().baseline());
  }
}
