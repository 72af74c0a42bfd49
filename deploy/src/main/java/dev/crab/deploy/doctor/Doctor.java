package dev.crab.deploy.doctor;

import dev.crab.deploy.port.Ports;
import java.nio.file.Path;
import java.util.List;

/** Runs checks in order. */
public final class Doctor {
  private static final long GIGABYTE = 1_000_000_000;

  private final List<Check> checks;

  Doctor(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /**
   * Everything that matters.
   *
   * @param own process of the instance on this data folder, 0 if none
   */
  public static Doctor full(Path dataDir, Path cacheDir, Ports ports, long own) {
    HostFiles files = new HostFiles(Path.of("/"));
    Commands commands = new HostCommands();
    return new Doctor(
        List.of(
            new UserCheck(files),
            new KernelCheck(files),
            BpfCheck.real(),
            new CgroupCheck(files),
            new OverlayCheck(commands, dataDir),
            new CriuCheck(files, commands, cacheDir),
            new RootfsCheck(cacheDir),
            new ToolCheck(commands, Runtime.version()),
            new Disk("disk data", dataDir, "--data", GIGABYTE / 2, 3 * GIGABYTE),
            new Disk("disk cache", cacheDir, "--cache", GIGABYTE / 20, GIGABYTE),
            PortCheck.real(ports, own)));
  }

  /** What has to be there before an instance is started. */
  public static Doctor beforeStart(Path dataDir, Path cacheDir) {
    HostFiles files = new HostFiles(Path.of("/"));
    Commands commands = new HostCommands();
    return new Doctor(
        List.of(
            new UserCheck(files),
            BpfCheck.real(),
            new CgroupCheck(files),
            new OverlayCheck(commands, dataDir),
            new CriuCheck(files, commands, cacheDir),
            new RootfsCheck(cacheDir)));
  }

  /** All rows, in the order of the checks. */
  public List<Row> examine() {
    return checks.stream().flatMap(check -> check.rows().stream()).toList();
  }
}
