package dev.crab.worker.run;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.JobResult;
import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import dev.crab.worker.snapshot.DiskFull;
import dev.crab.worker.store.RestoreLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs any job to its one result; whatever goes wrong is in the result. */
public final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  private final CheckpointRunner checkpoints;
  private final RestoreRunner restores;
  private final RestoreLog log;
  private final Timer timer;

  JobRunner(CheckpointRunner checkpoints, RestoreRunner restores, RestoreLog log, Timer timer) {
    this.log = log;
    this.checkpoints = checkpoints;
    this.restores = restores;
    this.timer = timer;
  }

  /** The result; never throws. */
  public JobResult run(CheckpointJob job) {
    long begun = timer.now();
    try {
      return switch (job.getKind()) {
        case CHECKPOINT -> checkpoints.run(job, begun);
        case RESTORE -> restore(job, begun);
        case UNKNOWN ->
            throw new WorkerFault(
                FaultCategory.BAD_INPUT,
                "job: expected CHECKPOINT or RESTORE; found a kind this worker does not know",
                "bring the worker to the coordinator's version");
      };
    } catch (WorkerFault e) {
      return failed(job, e, begun);
    } catch (UncheckedIOException e) {
      return failed(job, fault(e.getMessage() + ": " + e.getCause(), e), begun);
    } catch (IOException | RuntimeException e) {
      return failed(job, fault(String.valueOf(e), e), begun);
    }
  }

  private JobResult restore(CheckpointJob job, long begun) throws IOException {
    Optional<JobResult> earlier = log.find(job.getJobId());
    if (earlier.isPresent()) {
      return earlier.get();
    }
    JobResult result;
    try {
      result = restores.run(job);
    } catch (WorkerFault e) {
      result = failed(job, e, begun);
    }
    log.add(result);
    return result;
  }

  private JobResult failed(CheckpointJob job, WorkerFault fault, long begun) {
    LOG.atWarn()
        .setCause(fault.category() == FaultCategory.INTERNAL ? fault : null)
        .addKeyValue("job", job.getJobId())
        .addKeyValue("category", fault.category())
        .addKeyValue("cause", fault.getMessage())
        .log("Job did not complete");
    return Results.failed(job, fault, begun, timer);
  }

  private static WorkerFault fault(String found, Exception e) {
    return DiskFull.saidIn(found)
        ? DiskFull.fault("the checkpoint", found)
        : new WorkerFault(
            FaultCategory.INTERNAL,
            "job: expected to run; found " + found,
            "look at the log of the worker",
            e);
  }
}
