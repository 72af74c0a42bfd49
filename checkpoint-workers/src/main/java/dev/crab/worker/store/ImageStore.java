package dev.crab.worker.store;

import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.id.CheckpointId;
import dev.crab.worker.sandbox.Trees;
import dev.crab.worker.snapshot.Posix;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Layers, dumps and manifests of one host. A manifest appears last, in one step; what no manifest
 * names does not exist and is swept away at the next start.
 */
public final class ImageStore {
  private static final Logger LOG = LoggerFactory.getLogger(ImageStore.class);
  private static final String STAGING = ".staging-";
  private static final String MANIFEST = ".json";
  private static final String RESULT = ".result";

  private final Path layers;
  private final Path dumps;
  private final Path manifests;

  private ImageStore(Path images) {
    layers = images.resolve("layers");
    dumps = images.resolve("dumps");
    manifests = images.resolve("manifests");
  }

  /** Opens the store, and removes what an interrupted job left. */
  public static ImageStore open(Path images) throws IOException {
    ImageStore store = new ImageStore(images);
    for (Path folder : List.of(store.layers, store.dumps, store.manifests)) {
      Files.createDirectories(folder);
    }
    store.sweep();
    return store;
  }

  /** Folder of a layer. */
  public Path layer(String layerId) {
    return layers.resolve(layerId);
  }

  /** Folder of a process image. */
  public Path dump(String imageId) {
    return dumps.resolve(imageId);
  }

  /** Temporary folders of a checkpoint in the making, fresh and empty. */
  public Staging stage(CheckpointId id) throws IOException {
    Staging staging = new Staging(layers.resolve(STAGING + id), dumps.resolve(STAGING + id), this);
    staging.discard();
    Files.createDirectory(staging.layer());
    Files.createDirectory(staging.dump());
    return staging;
  }

  void publish(Path staged, Path folder, String name) throws IOException {
    Trees.delete(folder.resolve(name));
    Files.move(staged, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    syncFolder(folder);
  }

  Path layers() {
    return layers;
  }

  Path dumps() {
    return dumps;
  }

  /** The complete checkpoint of this name. */
  public Optional<Manifest> manifest(CheckpointId id) throws IOException {
    return AvroJson.read(manifests.resolve(id + MANIFEST), Manifest.class);
  }

  /** The result under which a checkpoint was published. */
  public Optional<JobResult> result(CheckpointId id) throws IOException {
    return Files.exists(manifests.resolve(id + MANIFEST))
        ? AvroJson.read(manifests.resolve(id + RESULT), JobResult.class)
        : Optional.empty();
  }

  /** Makes a checkpoint exist, with the result that a repeated job will answer. */
  public void publish(Manifest manifest, JobResult result) throws IOException {
    replace(manifests.resolve(manifest.getCheckpointId() + RESULT), AvroJson.write(result));
    replace(manifests.resolve(manifest.getCheckpointId() + MANIFEST), AvroJson.write(manifest));
    syncFolder(manifests);
  }

  /** Removes the pieces of a checkpoint that was not published. */
  public void forget(CheckpointId id) throws IOException {
    if (!Files.exists(manifests.resolve(id + MANIFEST))) {
      Trees.delete(layer(id.value()));
      Trees.delete(dump(id.value()));
      Files.deleteIfExists(manifests.resolve(id + RESULT));
    }
  }

  /** All manifests on disk. */
  public List<Manifest> manifests() throws IOException {
    try (Stream<Path> files = Files.list(manifests)) {
      List<Path> names = files.filter(f -> f.toString().endsWith(MANIFEST)).sorted().toList();
      List<Manifest> all = new ArrayList<>();
      for (Path name : names) {
        AvroJson.read(name, Manifest.class).ifPresent(all::add);
      }
      return all;
    }
  }

  private void replace(Path file, byte[] content) throws IOException {
    Path part = file.resolveSibling(STAGING + file.getFileName());
    try {
      Files.write(part, content);
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
  }

  /** Writes everything that was stored so far to disk. */
  public void sync() throws IOException {
    try (Posix posix = new Posix()) {
      posix.syncFileSystem(manifests);
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void sweep() throws IOException {
    Set<Path> named = new HashSet<>();
    for (Manifest manifest : manifests()) {
      manifest.getLayers().forEach(l -> named.add(layer(l.getLayerId())));
      named.add(manifests.resolve(manifest.getCheckpointId() + MANIFEST));
      named.add(manifests.resolve(manifest.getCheckpointId() + RESULT));
      if (manifest.getProcessImage() != null) {
        named.add(dump(manifest.getProcessImage().getImageId()));
      }
    }
    for (Path folder : List.of(layers, dumps, manifests)) {
      try (Stream<Path> entries = Files.list(folder)) {
        for (Path entry : entries.filter(e -> !named.contains(e)).toList()) {
          if (!entry.toString().endsWith(MANIFEST)) {
            Trees.delete(entry);
            LOG.atInfo().addKeyValue("path", entry).log("Removed what no manifest names");
          }
        }
      }
    }
  }
}
