package dev.crab.deploy.instance;

import dev.crab.deploy.port.Ports;
import dev.crab.schemas.id.HostId;
import java.nio.file.Path;

/**
 * What an instance has to be told.
 *
 * @param dataDir everything it writes: topics, schemas, checkpoints, log
 * @param cacheDir what setup left: CRIU and root filesystems
 * @param instance its name, a cgroup; two data folders on a host need two names
 * @param host name of this host in topics
 * @param ports where it listens, on loopback
 */
public record InstanceSettings(
    Path dataDir, Path cacheDir, String instance, HostId host, Ports ports) {
  public InstanceSettings {
    dataDir = dataDir.toAbsolutePath().normalize();
    cacheDir = cacheDir.toAbsolutePath().normalize();
    if (!instance.matches("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?")) {
      throw new IllegalArgumentException(
          "instance: expected 1 to 32 characters a-z, 0-9 or '-'; found \"" + instance + "\"");
    }
  }

  /** Folder of the log files. */
  public Path logDir() {
    return dataDir.resolve("log");
  }
}
