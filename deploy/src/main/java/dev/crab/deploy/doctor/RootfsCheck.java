package dev.crab.deploy.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The root filesystem of sandboxes. */
record RootfsCheck(Path cacheDir) implements Check {
  @Override
  public List<Row> rows() {
    Path current = cacheDir.resolve("rootfs/current");
    if (!Files.isExecutable(current.resolve("bin/sh"))) {
      return List.of(
          Row.fail("rootfs", "none at " + current, "run: deploy/crab setup --only rootfs"));
    }
    try {
      return List.of(Row.ok("rootfs", current.toRealPath().toString()));
    } catch (IOException e) {
      return List.of(Row.fail("rootfs", e.toString(), "run: deploy/crab setup --only rootfs"));
    }
  }
}
