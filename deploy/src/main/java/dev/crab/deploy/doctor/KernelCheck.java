package dev.crab.deploy.doctor;

import java.util.List;

/** The kernel's release. */
record KernelCheck(HostFiles files) implements Check {
  @Override
  public List<Row> rows() {
    String release = files.kernelRelease();
    return List.of(
        Versions.in(release).atLeast(5, 17)
            ? Row.ok("kernel", release)
            : Row.fail("kernel", release, "use kernel 5.17 or newer (Debian 12, Ubuntu 24.04)"));
  }
}
