package dev.crab.deploy.client;

import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.instance.InstanceFile;
import dev.crab.deploy.instance.InstanceLock;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The instance that runs on a data folder. */
public record Running(InstanceFile file) {

  /** Looks for one that is ready; a file left by a killed instance is not enough. */
  public static Optional<Running> find(Path dataDir) {
    return InstanceLock.holder(dataDir).isPresent()
        ? InstanceFile.read(dataDir).map(Running::new)
        : Optional.empty();
  }

  /**
   * The one that is ready.
   *
   * @throws DeployException if there is none
   */
  public static Running require(Path dataDir) {
    return find(dataDir)
        .orElseThrow(
            () ->
                DeployException.unavailable(
                    "expected an instance running on "
                        + dataDir
                        + "; found "
                        + (InstanceLock.holder(dataDir).isPresent()
                            ? "one that is starting or stopping"
                            : "none"),
                    InstanceLock.holder(dataDir).isPresent()
                        ? "wait until it is ready: deploy/crab up"
                        : "start one with: deploy/crab up"
                            + ", or name its folder with --data (CRAB_DATA)"));
  }

  /** Its API. */
  public ApiClient api() {
    return new ApiClient(URI.create(file.endpoint("coordinator") + "/"));
  }
}
