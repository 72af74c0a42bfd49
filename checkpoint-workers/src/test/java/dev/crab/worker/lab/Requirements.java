package dev.crab.worker.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What privileged tests need of the machine; skips with cause and remedy where it is missing. */
public final class Requirements {
  private Requirements() {}

  public static Path cache() {
    return Path.of(Optional.ofNullable(System.getenv("CRAB_CACHE")).orElse("/var/cache/crab"));
  }

  public static void sandboxes() {
    need("root".equals(System.getProperty("user.name")), "not root", "run the tests as root");
    need(
        Files.isDirectory(cache().resolve("rootfs/current")),
        "no root filesystem in " + cache(),
        "run deploy/crab setup");
  }

  public static void criu() {
    sandboxes();
    need(
        Files.isExecutable(cache().resolve("criu/bin/criu")),
        "no CRIU in " + cache(),
        "run deploy/crab setup");
  }

  private static void need(boolean met, String cause, String remedy) {
    Assumptions.assumeTrue(met, cause + "; remedy: " + remedy);
  }
}
