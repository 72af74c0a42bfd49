package dev.crab.worker.sandbox;

import dev.crab.schemas.id.SandboxId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of a sandbox to find it again after a crash of the worker.
 *
 * @param init the init process, as the host sees it
 * @param bootId kernel boot in which it runs
 * @param rootfsId base root filesystem
 * @param layers layers over it, uppermost first
 * @param origin restore it came from; null if it was created
 * @param lastTurn newest turn known to the worker
 * @param bornAfterTurn newest turn of the incarnations before; their jobs are not for this one
 */
public record SandboxState(
    SandboxId id,
    ProcessKey init,
    String bootId,
    long pidNamespace,
    long cgroupId,
    String rootfsId,
    List<String> layers,
    @Nullable Origin origin,
    long lastTurn,
    long bornAfterTurn,
    long startedWallTimeMicros) {

  /** The restore that made the sandbox. */
  public record Origin(String checkpointId, String jobId) {}

  /** The checkpoint it was restored from, or null. */
  public @Nullable String restoredFrom() {
    return origin == null ? null : origin.checkpointId();
  }

  SandboxState withLastTurn(long turn) {
    return new SandboxState(
        id,
        init,
        bootId,
        pidNamespace,
        cgroupId,
        rootfsId,
        layers,
        origin,
        Math.max(lastTurn, turn),
        bornAfterTurn,
        startedWallTimeMicros);
  }

  /** The same incarnation whatever its turn: a key. */
  public SandboxState withLastTurnForgotten() {
    return new SandboxState(
        id,
        init,
        bootId,
        pidNamespace,
        cgroupId,
        rootfsId,
        layers,
        origin,
        0,
        bornAfterTurn,
        startedWallTimeMicros);
  }

  JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("sandbox", id.value())
            .put("initPid", init.pid())
            .put("initStart", init.startTicks())
            .put("bootId", bootId)
            .put("pidNamespace", pidNamespace)
            .put("cgroupId", cgroupId)
            .put("rootfsId", rootfsId)
            .put("layers", new JsonArray(layers))
            .put("lastTurn", lastTurn)
            .put("bornAfterTurn", bornAfterTurn)
            .put("startedWallTimeMicros", startedWallTimeMicros);
    if (origin != null) {
      json.put("restoredFrom", origin.checkpointId()).put("restoreJob", origin.jobId());
    }
    return json;
  }

  static SandboxState fromJson(JsonObject json) {
    String from = json.getString("restoredFrom");
    return new SandboxState(
        new SandboxId(json.getString("sandbox")),
        new ProcessKey(json.getLong("initPid"), json.getLong("initStart")),
        json.getString("bootId"),
        json.getLong("pidNamespace"),
        json.getLong("cgroupId"),
        json.getString("rootfsId"),
        json.getJsonArray("layers").stream().map(String::valueOf).toList(),
        from == null ? null : new Origin(from, json.getString("restoreJob")),
        json.getLong("lastTurn"),
        json.getLong("bornAfterTurn", 0L),
        json.getLong("startedWallTimeMicros"));
  }
}
