package dev.crab.coordinator.http;

import dev.crab.coordinator.domain.Attempt;
import dev.crab.coordinator.domain.Checkpoint;
import dev.crab.coordinator.domain.Outcome;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A checkpoint as callers see it. */
final class CheckpointJson {
  private CheckpointJson() {}

  /**
   * @param newest the restore's target if none is named
   */
  static JsonObject of(Checkpoint checkpoint, Attempt attempt, boolean newest) {
    Optional<Long> written =
        attempt
            .outcome()
            .filter(o -> attempt.completed())
            .map(Outcome::result)
            .map(r -> r.getProcessImageBytes() + r.getFilesystemBytes());
    return new JsonObject()
        .put("checkpointId", checkpoint.checkpointId())
        .put("turn", checkpoint.turn())
        .put("granularity", checkpoint.granularity().name())
        .put("processImageTurn", TurnJson.boxed(checkpoint.processImageTurn()))
        .put("bytes", checkpoint.bytes())
        .put("bytesWritten", written.orElse(null))
        .put("createdAt", at(checkpoint.createdWallTimeMicros()))
        .put("createdWallTimeMicros", checkpoint.createdWallTimeMicros())
        .put("parent", checkpoint.parent().orElse(null))
        .put("host", checkpoint.host())
        .put("layers", checkpoint.layers())
        .put("files", checkpoint.files())
        .put("filesystemBytes", checkpoint.filesystemBytes())
        .put("processImageBytes", checkpoint.processImageBytes())
        .put("processes", checkpoint.processes())
        .put("newest", newest);
  }

  private static String at(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
