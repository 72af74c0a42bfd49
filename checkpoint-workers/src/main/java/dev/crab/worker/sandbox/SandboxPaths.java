package dev.crab.worker.sandbox;

import dev.crab.schemas.id.SandboxId;
import java.nio.file.Path;

/** Where the files of one sandbox are. */
public record SandboxPaths(Path folder) {
  static SandboxPaths of(Path sandboxes, SandboxId id) {
    return new SandboxPaths(sandboxes.resolve(id.value()));
  }

  /** Everything that the sandbox changed. */
  public Path upper() {
    return folder.resolve("upper");
  }

  Path work() {
    return folder.resolve("work");
  }

  /** Mount point of the root, inside mount namespaces only. */
  public Path merged() {
    return folder.resolve("merged");
  }

  Path state() {
    return folder.resolve("state.json");
  }

  /** What the newest checkpoint of this incarnation left to compare with. */
  public Path baseline() {
    return folder.resolve("baseline.json");
  }
}
