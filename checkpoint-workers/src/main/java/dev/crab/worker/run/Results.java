package dev.crab.worker.run;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Failure;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.avro.JobTimings;
import dev.crab.schemas.avro.Layer;
import dev.crab.schemas.avro.Manifest;
import dev.crab.worker.domain.WorkerFault;
import java.util.List;

/** Words results. */
final class Results {
  private static final int MOST_MISMATCHES = 50;

  private Results() {}

  static JobResult checkpoint(
      CheckpointJob job,
      Manifest manifest,
      Captured captured,
      long durableMicros,
      long begun,
      Timer timer) {
    Captured.Times times = captured.times();
    List<Layer> layers = manifest.getLayers();
    return start(job, JobStatus.COMPLETED)
        .setGranularity(manifest.getGranularity())
        .setTimings(
            JobTimings.newBuilder()
                .setFreezingTimeMicros(times.freezing())
                .setFrozenTimeMicros(times.frozen())
                .setSnapshotMicros(times.snapshot())
                .setDumpMicros(times.dump())
                .setDurableMicros(durableMicros)
                .setTotalMicros(timer.microsSince(begun))
                .build())
        .setProcessImageBytes(
            captured.plan().dump() && manifest.getProcessImage() != null
                ? manifest.getProcessImage().getBytes()
                : 0)
        .setFilesystemBytes(captured.plan().copy() ? layers.getFirst().getBytes() : 0)
        .setCapturedWallTimeMicros(captured.wallMicros())
        .setFinishedWallTimeMicros(timer.wallMicros())
        .build();
  }

  static JobResult restored(CheckpointJob job, long restoreMicros, long verifyMicros, Timer timer) {
    return start(job, JobStatus.COMPLETED)
        .setTimings(
            JobTimings.newBuilder()
                .setRestoreMicros(restoreMicros)
                .setVerifyMicros(verifyMicros)
                .setTotalMicros(restoreMicros + verifyMicros)
                .build())
        .setCapturedWallTimeMicros(timer.wallMicros())
        .setFinishedWallTimeMicros(timer.wallMicros())
        .build();
  }

  static JobResult failed(CheckpointJob job, WorkerFault fault, long begun, Timer timer) {
    List<String> mismatches = fault.mismatches();
    return start(job, fault.category().retryable() ? JobStatus.FAILED : JobStatus.REFUSED)
        .setFailure(
            new Failure(fault.category().name(), fault.getMessage() + "; " + fault.remedy()))
        .setTimings(JobTimings.newBuilder().setTotalMicros(timer.microsSince(begun)).build())
        .setMismatches(mismatches.subList(0, Math.min(mismatches.size(), MOST_MISMATCHES)))
        .setFinishedWallTimeMicros(timer.wallMicros())
        .build();
  }

  private static JobResult.Builder start(CheckpointJob job, JobStatus status) {
    return JobResult.newBuilder()
        .setJobId(job.getJobId())
        .setKind(job.getKind())
        .setHost(job.getHost())
        .setSandbox(job.getSandbox())
        .setTurn(job.getTurn())
        .setStatus(status)
        .setGranularity(job.getGranularity())
        .setCheckpointId(job.getCheckpointId());
  }
}
