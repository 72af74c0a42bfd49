package dev.crab.worker.http;

import static dev.crab.worker.http.Answers.Answer;

import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.id.CheckpointId;
import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import dev.crab.worker.store.AvroJson;
import dev.crab.worker.store.ImageStore;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;

/** Manifests, and whether the worker is well. */
final class ImageRoutes {
  private final ImageStore store;

  ImageRoutes(ImageStore store) {
    this.store = store;
  }

  void mount(Router router) {
    router.get("/v1/checkpoints/:id/manifest").handler(c -> Answers.serve(c, () -> manifest(c)));
    router
        .get("/v1/health")
        .handler(c -> Answers.serve(c, () -> Answer.ok(new JsonObject().put("status", "up"))));
  }

  private Answer manifest(RoutingContext context) throws IOException {
    CheckpointId id = new CheckpointId(String.valueOf(context.pathParam("id")));
    Manifest manifest =
        store
            .manifest(id)
            .orElseThrow(
                () ->
                    new WorkerFault(
                        FaultCategory.UNKNOWN_CHECKPOINT,
                        "checkpoint " + id + ": expected on this host; found none",
                        "list the checkpoints"));
    return new Answer(200, Buffer.buffer(AvroJson.write(manifest)));
  }
}
