package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.Layer;
import dev.crab.schemas.avro.Manifest;
import java.util.Optional;
import java.util.OptionalLong;

/** What the coordinator remembers of a manifest. */
public record Checkpoint(
    String checkpointId,
    String jobId,
    String host,
    long turn,
    Optional<String> parent,
    Granularity granularity,
    long createdWallTimeMicros,
    int layers,
    long filesystemBytes,
    long files,
    OptionalLong processImageTurn,
    long processImageBytes,
    int processes) {

  static Checkpoint of(Manifest manifest) {
    var image = Optional.ofNullable(manifest.getProcessImage());
    return new Checkpoint(
        manifest.getCheckpointId(),
        manifest.getJobId(),
        manifest.getHost(),
        manifest.getTurn(),
        Optional.ofNullable(manifest.getParentCheckpointId()),
        manifest.getGranularity(),
        manifest.getCreatedWallTimeMicros(),
        manifest.getLayers().size(),
        manifest.getLayers().stream().mapToLong(Layer::getBytes).sum(),
        manifest.getLayers().stream().mapToLong(Layer::getFiles).sum(),
        image.map(i -> OptionalLong.of(i.getTurn())).orElse(OptionalLong.empty()),
        image.map(i -> i.getBytes()).orElse(0L),
        image.map(i -> i.getProcesses().size()).orElse(0));
  }

  /** Bytes of all its parts. */
  public long bytes() {
    return filesystemBytes + processImageBytes;
  }
}
