package dev.crab.worker.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The cgroup of one instance: crab/INSTANCE of the v2 hierarchy. */
public final class InstanceCgroup {
  private InstanceCgroup() {}

  /** Where it is, whether it exists or not. */
  public static Path folder(String instance) throws IOException {
    return CgroupMount.find().resolve("crab").resolve(instance);
  }

  /** Removes it if it is empty. */
  public static void remove(Path folder) throws IOException {
    Files.deleteIfExists(folder);
  }
}
