package dev.crab.deploy.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** What the end-to-end tests need of a machine; without it they are skipped, with the cause. */
public final class Privileges {
  private Privileges() {}

  public static void assume() {
    assumeTrue(
        "root".equals(System.getProperty("user.name")),
        "not root; remedy: run deploy/crab test as root");
    assumeTrue(
        Files.isReadable(Path.of("/sys/kernel/btf/vmlinux")),
        "this kernel has no BTF; remedy: boot a kernel built with CONFIG_DEBUG_INFO_BTF");
    assumeTrue(
        Files.isExecutable(LiveInstance.cache().resolve("criu/bin/criu")),
        "no CRIU; remedy: deploy/crab setup");
    assumeTrue(
        Files.isDirectory(LiveInstance.cache().resolve("rootfs/current")),
        "no root filesystem; remedy: deploy/crab setup");
  }
}
