package dev.crab.worker.run;

import dev.crab.schemas.avro.HeldFile;
import dev.crab.worker.sandbox.ProcessKey;
import dev.crab.worker.sandbox.Sandbox;
import dev.crab.worker.sandbox.StateFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How this incarnation of a sandbox looked at its newest checkpoint, in terms that mean something
 * only on this host and only to this incarnation: inodes, change times, host pids.
 *
 * @param upper fingerprint of the upper folder; null if it cannot be told whether it changed
 * @param sharedWritable files can change without a trace
 * @param processes those of the process image
 * @param held files that the process image needs unchanged
 */
record Baseline(
    String checkpointId,
    @Nullable String upper,
    boolean sharedWritable,
    List<ProcessKey> processes,
    List<HeldFile> held) {

  static Optional<Baseline> read(Sandbox sandbox) throws IOException {
    return StateFiles.read(sandbox.paths().baseline()).map(Baseline::fromJson);
  }

  void write(Sandbox sandbox) throws IOException {
    StateFiles.write(sandbox.paths().baseline(), toJson());
  }

  private JsonObject toJson() {
    JsonArray keys = new JsonArray();
    processes.forEach(p -> keys.add(new JsonArray().add(p.pid()).add(p.startTicks())));
    JsonArray files = new JsonArray();
    held.forEach(
        f ->
            files.add(
                new JsonObject()
                    .put("path", f.getPath())
                    .put("inode", f.getInode())
                    .put("size", f.getSize())
                    .put("mapped", f.getMapped())
                    .put("changeTimeNanos", f.getChangeTimeNanos())));
    return new JsonObject()
        .put("checkpointId", checkpointId)
        .put("upper", upper)
        .put("sharedWritable", sharedWritable)
        .put("processes", keys)
        .put("held", files);
  }

  private static Baseline fromJson(JsonObject json) {
    JsonArray keys = json.getJsonArray("processes");
    JsonArray files = json.getJsonArray("held");
    return new Baseline(
        json.getString("checkpointId"),
        json.getString("upper"),
        json.getBoolean("sharedWritable"),
        keys.stream()
            .map(k -> (JsonArray) k)
            .map(k -> new ProcessKey(k.getLong(0), k.getLong(1)))
            .toList(),
        files.stream()
            .map(f -> (JsonObject) f)
            .map(
                f ->
                    new HeldFile(
                        f.getString("path"),
                        f.getLong("inode"),
                        f.getLong("size"),
                        f.getBoolean("mapped"),
                        f.getLong("changeTimeNanos")))
            .toList());
  }
}
