package dev.crab.coordinator.http;

import dev.crab.coordinator.domain.Attempt;
import dev.crab.coordinator.domain.Outcome;
import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.JobTimings;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A checkpoint job, and what its worker answered. */
final class JobJson {
  private JobJson() {}

  static JsonObject of(Attempt attempt) {
    JsonObject json = new JsonObject();
    attempt.job().ifPresent(job -> asked(json, job));
    json.put("attempt", attempt.key().attempt());
    json.put(
        "status", attempt.outcome().map(o -> o.result().getStatus().name()).orElse("IN_FLIGHT"));
    attempt.outcome().map(Outcome::result).ifPresent(result -> answered(json, result));
    return json;
  }

  private static void asked(JsonObject json, CheckpointJob job) {
    json.put("jobId", job.getJobId())
        .put("host", job.getHost())
        .put("turn", job.getTurn())
        .put("coversFromTurn", job.getCoversFromTurn())
        .put("askedGranularity", job.getGranularity().name())
        .put("checkpointId", job.getCheckpointId())
        .put("parent", job.getParentCheckpointId());
  }

  static void answered(JsonObject json, JobResult result) {
    json.put("jobId", result.getJobId())
        .put("host", result.getHost())
        .put("turn", result.getTurn())
        .put("granularity", result.getGranularity().name())
        .put("processImageBytes", result.getProcessImageBytes())
        .put("filesystemBytes", result.getFilesystemBytes())
        .put("bytesWritten", result.getProcessImageBytes() + result.getFilesystemBytes())
        .put("capturedWallTimeMicros", result.getCapturedWallTimeMicros())
        .put("finishedWallTimeMicros", result.getFinishedWallTimeMicros())
        .put("failure", failure(result));
    timings(json, result.getTimings());
  }

  static @Nullable JsonObject failure(JobResult result) {
    return result.getFailure() == null
        ? null
        : new JsonObject()
            .put("category", result.getFailure().getCategory())
            .put("message", result.getFailure().getMessage());
  }

  private static void timings(JsonObject json, JobTimings timings) {
    json.put("queuedMicros", timings.getQueuedMicros())
        .put("freezingTimeMicros", timings.getFreezingTimeMicros())
        .put("frozenTimeMicros", timings.getFrozenTimeMicros())
        .put("snapshotMicros", timings.getSnapshotMicros())
        .put("dumpMicros", timings.getDumpMicros())
        .put("durableMicros", timings.getDurableMicros())
        .put("restoreMicros", timings.getRestoreMicros())
        .put("verifyMicros", timings.getVerifyMicros())
        .put("totalMicros", timings.getTotalMicros());
  }
}
