package dev.crab.worker.app;

import java.nio.file.Path;

/**
 * What a worker has to be told.
 *
 * @param host name of this host, key of its jobs
 * @param bootstrap Kafka brokers
 * @param registryUrl schema registry
 * @param dataDir data of the instance; the worker keeps to its folder "worker"
 * @param cacheDir what setup left: CRIU and root filesystems
 * @param instance name of the instance, a cgroup
 * @param httpPort port of the HTTP API on loopback; 0: any
 * @param probeEndpoint base URL of this host's probe
 */
public record WorkerSettings(
    String host,
    String bootstrap,
    String registryUrl,
    Path dataDir,
    Path cacheDir,
    String instance,
    int httpPort,
    String probeEndpoint) {
  public WorkerSettings {
    if (httpPort < 0 || httpPort > 65535) {
      throw new IllegalArgumentException("httpPort: expected 0 to 65535; found " + httpPort);
    }
    if (!instance.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "instance: expected 1 to 64 letters, digits, '.', '_' or '-'; found \""
              + instance
              + "\"");
    }
    dataDir = dataDir.toAbsolutePath().normalize();
    cacheDir = cacheDir.toAbsolutePath().normalize();
    if (dataDir.startsWith("/run") || dataDir.toString().matches(".*[:,\\\\\\s].*")) {
      throw new IllegalArgumentException(
          "dataDir: expected a folder outside /run without ':', ',', '\\' and white space in its"
              + " path, because it becomes an option of a mount; found "
              + dataDir);
    }
  }

  Path workerDir() {
    return dataDir.resolve("worker");
  }

  Path imagesDir() {
    return workerDir().resolve("images");
  }
}
