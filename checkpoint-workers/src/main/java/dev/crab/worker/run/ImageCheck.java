package dev.crab.worker.run;

import dev.crab.schemas.avro.Layer;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.avro.ProcessImage;
import dev.crab.worker.snapshot.TreeScan;
import dev.crab.worker.store.ImageDigest;
import dev.crab.worker.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Proves that everything a manifest names is there, whole and as it was stored. */
final class ImageCheck {
  private final ImageStore store;

  ImageCheck(ImageStore store) {
    this.store = store;
  }

  /** What is missing or differs; empty if the checkpoint can be restored. */
  List<String> differences(Manifest manifest) throws IOException {
    List<String> differences = new ArrayList<>();
    for (Layer layer : manifest.getLayers()) {
      Path folder = store.layer(layer.getLayerId());
      if (!Files.isDirectory(folder)) {
        differences.add("layer " + layer.getLayerId() + ": missing");
      } else if (!TreeScan.summarize(folder).digest().equals(layer.getDigest())) {
        differences.add("layer " + layer.getLayerId() + ": other content");
      }
    }
    ProcessImage image = manifest.getProcessImage();
    if (image != null) {
      Path folder = store.dump(image.getImageId());
      if (!Files.isDirectory(folder)) {
        differences.add("process image " + image.getImageId() + ": missing");
      } else if (!ImageDigest.of(folder).value().equals(image.getDigest())) {
        differences.add("process image " + image.getImageId() + ": other content");
      }
    }
    return differences;
  }
}
