package dev.crab.deploy.cli;

import dev.crab.deploy.doctor.Doctor;
import dev.crab.deploy.doctor.Row;
import dev.crab.deploy.failure.DeployException;
import java.nio.file.Path;

/** What has to be there before an instance is started. */
final class Prerequisites {
  private Prerequisites() {}

  /**
   * Looks and tries.
   *
   * @throws DeployException naming the first thing that is missing and what to do
   */
  static void require(Path dataDir, Path cacheDir) {
    for (Row row : Doctor.beforeStart(dataDir, cacheDir).examine()) {
      if (row.blocks()) {
        throw DeployException.unavailable(
            "this machine cannot run Crab: " + row.name() + ": found " + row.found(),
            row.remedy() + ". All facts: deploy/crab doctor");
      }
    }
  }
}
