package dev.crab.worker.lab;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.JobKind;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.Urgency;
import dev.crab.schemas.id.CheckpointId;
import dev.crab.schemas.id.JobId;
import dev.crab.schemas.id.TurnId;
import org.jspecify.annotations.Nullable;

/** Plays the coordinator: each checkpoint follows the one before. */
public final class Jobs {
  private final Lab lab;
  private long turn;
  private @Nullable String newest;
  private int restores;

  public Jobs(Lab lab) {
    this.lab = lab;
  }

  /** The job of the next checkpoint. */
  public CheckpointJob next(Granularity granularity) {
    CheckpointId id = CheckpointId.after(new TurnId(Lab.S, ++turn), 0);
    return base(JobKind.CHECKPOINT, JobId.checkpoint(id).value(), id.value())
        .setGranularity(granularity)
        .setParentCheckpointId(newest)
        .build();
  }

  public JobResult checkpoint(Granularity granularity) {
    CheckpointJob job = next(granularity);
    JobResult result = lab.worker.jobs().run(job);
    if (result.getFailure() == null) {
      newest = job.getCheckpointId();
    }
    return result;
  }

  public CheckpointJob restoreJob(String checkpoint) {
    return base(JobKind.RESTORE, "restore/" + ++restores, checkpoint)
        .setGranularity(Granularity.FULL)
        .setLastTurn(turn)
        .build();
  }

  public JobResult restore() {
    return lab.worker.jobs().run(restoreJob(String.valueOf(newest)));
  }

  public @Nullable String newest() {
    return newest;
  }

  private CheckpointJob.Builder base(JobKind kind, String jobId, String checkpoint) {
    return CheckpointJob.newBuilder()
        .setJobId(jobId)
        .setKind(kind)
        .setHost("lab")
        .setSandbox(Lab.S.value())
        .setTurn(turn)
        .setUrgency(Urgency.NORMAL)
        .setCheckpointId(checkpoint)
        .setCreatedWallTimeMicros(1);
  }
}
