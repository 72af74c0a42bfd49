package dev.crab.worker.sandbox;

import dev.crab.schemas.id.SandboxId;
import java.nio.file.Path;

/**
 * The folders in which sandboxes of one instance live.
 *
 * @param sandboxes one folder a sandbox
 * @param layers immutable layers
 * @param rootfs base root filesystems by id, and the link "current"
 * @param cgroups cgroup of the instance
 */
public record SandboxHost(Path sandboxes, Path layers, Path rootfs, Path cgroups) {

  /** Cgroup of a sandbox. */
  public Cgroup cgroup(SandboxId id) {
    return new Cgroup(cgroups.resolve(id.value()));
  }

  /** Files of a sandbox. */
  public SandboxPaths paths(SandboxId id) {
    return SandboxPaths.of(sandboxes, id);
  }
}
