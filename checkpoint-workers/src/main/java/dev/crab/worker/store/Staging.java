package dev.crab.worker.store;

import dev.crab.schemas.id.CheckpointId;
import dev.crab.worker.sandbox.Trees;
import java.io.IOException;
import java.nio.file.Path;

/** Folders of a checkpoint in the making; discarded unless published. */
public record Staging(Path layer, Path dump, ImageStore store) {

  /** Gives the layer its final name. */
  public void publishLayer(CheckpointId id) throws IOException {
    store.publish(layer, store.layers(), id.value());
  }

  /** Gives the process image its final name. */
  public void publishDump(CheckpointId id) throws IOException {
    store.publish(dump, store.dumps(), id.value());
  }

  /** Removes what was not published. */
  public void discard() throws IOException {
    Trees.delete(layer);
    Trees.delete(dump);
  }
}
