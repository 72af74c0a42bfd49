package dev.crab.worker.run;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.HeldFile;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.Layer;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.avro.ProcessImage;
import dev.crab.schemas.id.CheckpointId;
import dev.crab.worker.criu.CriuImages;
import dev.crab.worker.domain.FitCheck;
import dev.crab.worker.sandbox.ProcFs;
import dev.crab.worker.sandbox.Sandbox;
import dev.crab.worker.snapshot.HeldFiles;
import dev.crab.worker.snapshot.TreeScan;
import dev.crab.worker.store.ImageDigest;
import dev.crab.worker.store.ImageStore;
import dev.crab.worker.store.Staging;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a capture durable: digests, sync, names, and last the manifest. */
final class Durability {
  private final ImageStore store;
  private final Timer timer;
  private final String criuVersion;

  Durability(ImageStore store, Timer timer, String criuVersion) {
    this.store = store;
    this.timer = timer;
    this.criuVersion = criuVersion;
  }

  JobResult publish(
      CheckpointJob job,
      Sandbox sandbox,
      Optional<Parent> parent,
      Staging staging,
      Captured captured,
      long begun)
      throws IOException {
    long durable = timer.now();
    CheckpointId id = new CheckpointId(job.getCheckpointId());
    Baseline baseline = baseline(id, sandbox, parent, staging, captured);
    List<Layer> layers = layers(id, sandbox, parent, staging, captured);
    ProcessImage image = image(id, job, staging, captured, parent, baseline);
    store.sync();
    if (captured.plan().copy()) {
      staging.publishLayer(id);
    }
    if (captured.plan().dump()) {
      staging.publishDump(id);
    }
    Manifest manifest =
        Manifest.newBuilder()
            .setCheckpointId(id.value())
            .setJobId(job.getJobId())
            .setSandbox(job.getSandbox())
            .setHost(job.getHost())
            .setTurn(job.getTurn())
            .setParentCheckpointId(job.getParentCheckpointId())
            .setGranularity(captured.plan().covered(job.getGranularity()))
            .setCreatedWallTimeMicros(captured.wallMicros())
            .setHostname(job.getSandbox())
            .setRootfsId(sandbox.state().rootfsId())
            .setLayers(layers)
            .setProcessImage(image)
            .build();
    JobResult result =
        Results.checkpoint(job, manifest, captured, timer.microsSince(durable), begun, timer);
    store.publish(manifest, result);
    baseline.write(sandbox);
    return result;
  }

  private List<Layer> layers(
      CheckpointId id, Sandbox sandbox, Optional<Parent> parent, Staging staging, Captured captured)
      throws IOException {
    if (!captured.plan().copy()) {
      return parent.map(p -> p.manifest().getLayers()).orElse(List.of());
    }
    TreeScan.Summary summary = TreeScan.summarize(staging.layer());
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(id.value(), summary.bytes(), summary.files(), summary.digest()));
    String origin = sandbox.state().restoredFrom();
    if (origin != null) {
      layers.addAll(
          store
              .manifest(new CheckpointId(origin))
              .orElseThrow(() -> new IOException("manifest " + origin + ": expected; found none"))
              .getLayers());
    }
    return layers;
  }

  private @Nullable ProcessImage image(
      CheckpointId id,
      CheckpointJob job,
      Staging staging,
      Captured captured,
      Optional<Parent> parent,
      Baseline baseline)
      throws IOException {
    if (!captured.plan().dump()) {
      boolean onlyInit = captured.processes().size() == 1;
      return onlyInit ? null : parent.map(p -> p.manifest().getProcessImage()).orElse(null);
    }
    ImageDigest digest = ImageDigest.of(staging.dump());
    return ProcessImage.newBuilder()
        .setImageId(id.value())
        .setTurn(job.getTurn())
        .setBytes(digest.bytes())
        .setDigest(digest.value())
        .setCriuVersion(criuVersion)
        .setKernelRelease(ProcFs.kernelRelease())
        .setProcesses(CriuImages.read(staging.dump()).processes())
        .setFiles(baseline.held())
        .build();
  }

  /** Taken first, because it asks what has not changed since the capture. */
  private static Baseline baseline(
      CheckpointId id, Sandbox sandbox, Optional<Parent> parent, Staging staging, Captured captured)
      throws IOException {
    Optional<String> upper =
        captured.plan().copy()
            ? TreeScan.fingerprint(sandbox.paths().upper()).asOf(captured.beganWallNanos())
            : parent.flatMap(p -> Optional.ofNullable(p.baseline().upper()));
    if (!captured.plan().dump()) {
      boolean shared = parent.map(p -> p.baseline().sharedWritable()).orElse(false);
      List<HeldFile> held = parent.map(p -> p.baseline().held()).orElse(List.of());
      return new Baseline(id.value(), upper.orElse(null), shared, captured.processes(), held);
    }
    CriuImages images = CriuImages.read(staging.dump());
    return new Baseline(
        id.value(),
        upper.orElse(null),
        images.sharedWritable(),
        captured.processes(),
        heldFiles(sandbox, images.held(), captured.beganWallNanos()));
  }

  private static List<HeldFile> heldFiles(
      Sandbox sandbox, Map<String, Boolean> held, long beganWallNanos) {
    try (HeldFiles now = new HeldFiles(sandbox.state().init().pid())) {
      return held.entrySet().stream()
          .map(
              e ->
                  FitCheck.settled(e.getKey(), e.getValue(), now.apply(e.getKey()), beganWallNanos))
          .toList();
    }
  }
}
