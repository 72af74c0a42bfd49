package dev.crab.deploy.cli;

import dev.crab.schemas.id.HostId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an instance is called and where it finds what setup left. */
final class HostOptions {
  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      defaultValue = "/var/cache/crab",
      description = "What setup made: CRIU, root filesystems. CRAB_CACHE; ${DEFAULT-VALUE}.")
  private Path cache = Path.of("/var/cache/crab");

  @Option(
      names = "--instance",
      paramLabel = "NAME",
      defaultValue = "crab",
      description =
          "Name of the instance, also of its cgroup; two instances on a host need two."
              + " CRAB_INSTANCE; ${DEFAULT-VALUE}.")
  private String instance = "crab";

  @Option(
      names = "--host-id",
      paramLabel = "NAME",
      description = "Name of this host in topics. CRAB_HOST_ID; its hostname.")
  private @Nullable String hostId;

  Path cacheDir() {
    return cache.toAbsolutePath().normalize();
  }

  String instance() {
    return instance;
  }

  HostId host() {
    return new HostId(hostId == null ? hostname() : hostId);
  }

  private static String hostname() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException unreadable) {
      return "localhost";
    }
  }
}
