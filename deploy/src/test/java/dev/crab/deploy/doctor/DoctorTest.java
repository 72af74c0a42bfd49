package dev.crab.deploy.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.bpf.BpfAvailability;
import dev.crab.bpf.PreflightStep;
import dev.crab.deploy.doctor.Commands.Result;
import dev.crab.deploy.doctor.Row.Status;
import dev.crab.deploy.port.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final Commands ALL_WELL =
      command ->
          new Result(0, command[1].equals("--version") ? "Version: 4.2.1\n" : "Looks good.\n");

  @TempDir Path root;

  private HostFiles files;

  @BeforeEach
  void machine() throws IOException {
    files = new HostFiles(root);
    write("/proc/sys/kernel/osrelease", "6.18.1");
    write("/proc/sys/kernel/random/boot_id", "boot-1");
    write("/proc/self/status", "Name:\tx\nUid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\n");
    write("/proc/self/mountinfo", "31 2 0:28 / /sys/fs/cgroup/unified rw - cgroup2 none rw\n");
    Files.createDirectories(root.resolve("sys/fs/cgroup/unified"));
  }

  private void write(String absolute, String text) throws IOException {
    Path file = files.at(absolute);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static Row only(Check check) {
    return check.rows().getFirst();
  }

  @Test
  void shouldFindNothingWrongWhenAllIsThere() {
    assertThat(new UserCheck(files).rows()).extracting(Row::status).containsOnly(Status.OK);
    assertThat(only(new KernelCheck(files)).status()).isEqualTo(Status.OK);
    assertThat(only(new CgroupCheck(files)).found()).isEqualTo("/sys/fs/cgroup/unified");
  }

  @Test
  void shouldBlockAndSayHowToBecomeRootWhenItIsAnotherUser() throws IOException {
    write("/proc/self/status", "Uid:\t1000\t1000\t1000\t1000\nCapEff:\t0000000000000000\n");

    List<Row> rows = new UserCheck(files).rows();

    assertThat(rows).allMatch(Row::blocks);
    assertThat(rows.get(0).remedy()).contains("sudo");
    assertThat(rows.get(1).found()).contains("CAP_BPF", "CAP_SYS_ADMIN");
  }

  @Test
  void shouldOnlyWarnWhenTheOnlyCapabilityMissingIsSysResource() throws IOException {
    write("/proc/self/status", "Uid:\t0\t0\t0\t0\nCapEff:\t000001fffeffffff\n");

    Row row = new UserCheck(files).rows().get(1);

    assertThat(row.status()).isEqualTo(Status.WARN);
    assertThat(row.found()).contains("CAP_SYS_RESOURCE");
  }

  @Test
  void shouldBlockWhenKernelOrCgroupsAreTooOld() throws IOException {
    write("/proc/sys/kernel/osrelease", "5.10.0-35-amd64");
    write("/proc/self/mountinfo", "31 2 0:28 / /sys/fs/cgroup/cpu rw - cgroup none rw,cpu\n");

    assertThat(only(new KernelCheck(files)).blocks()).isTrue();
    assertThat(only(new CgroupCheck(files)).blocks()).isTrue();
  }

  @Test
  void shouldNameTheStepAndItsRemedyWhenBpfIsRefused() {
    BpfAvailability noBtf =
        new BpfAvailability(List.of(new PreflightStep("btf", 2, "/nowhere")), null);

    List<Row> rows = new BpfCheck(() -> noBtf).rows();

    assertThat(rows).extracting(Row::name).containsExactly("bpf btf", "bpf");
    assertThat(rows.getLast().blocks()).isTrue();
    assertThat(rows.getLast().found()).contains("BTF");
    assertThat(rows.getLast().remedy()).contains("CRAB_BTF_PATH");
  }

  @Test
  void shouldOnlyWarnWhenAStepWithAnAlternativeIsRefused() {
    BpfAvailability found =
        new BpfAvailability(
            List.of(new PreflightStep("tp_btf", 1, ""), new PreflightStep("canary", 0, "")), null);

    List<Row> rows = new BpfCheck(() -> found).rows();

    assertThat(rows).extracting(Row::status).containsExactly(Status.WARN, Status.OK, Status.OK);
  }

  @Test
  void shouldAskForSetupWhenCriuIsMissingOldOrUnproved() throws IOException {
    Path cache = root.resolve("cache");
    assertThat(only(new CriuCheck(files, ALL_WELL, cache)).remedy()).contains("setup");

    write("/cache/criu/bin/criu", "");
    assertThat(cache.resolve("criu/bin/criu").toFile().setExecutable(true)).isTrue();
    Commands old = command -> new Result(0, "Version: 3.17.1");
    assertThat(only(new CriuCheck(files, old, cache)).blocks()).isTrue();
    Commands broken = command -> new Result(127, "no such file");
    assertThat(only(new CriuCheck(files, broken, cache)).found()).contains("no such file");

    assertThat(new CriuCheck(files, ALL_WELL, cache).rows().get(1).blocks()).isTrue();
    write("/cache/criu/selftest", "6.18.1 boot-0 4.2.1 abc");
    assertThat(new CriuCheck(files, ALL_WELL, cache).rows().get(1).status()).isEqualTo(Status.WARN);
    write("/cache/criu/selftest", "6.18.1 boot-1 4.2.1 abc");
    assertThat(new CriuCheck(files, ALL_WELL, cache).rows())
        .extracting(Row::status)
        .containsOnly(Status.OK);
  }

  @Test
  void shouldSayWhatTheMountSaidWhenOverlaysAreRefused() {
    Commands refused = command -> new Result(32, "mount: unknown filesystem type 'overlay'.\n");

    Row row = only(new OverlayCheck(refused, root));

    assertThat(row.blocks()).isTrue();
    assertThat(row.found()).contains("unknown filesystem type");
  }

  @Test
  void shouldOnlyWarnWhenOnlyTheBuildLacksSomething() {
    Commands none = command -> new Result(127, "");

    List<Row> rows = new ToolCheck(none, Runtime.Version.parse("25.0.1")).rows();

    assertThat(rows).extracting(Row::status).containsExactly(Status.OK, Status.WARN, Status.WARN);
  }

  @Test
  void shouldTellItsOwnPortsFromThoseOfOthers() throws IOException {
    write(
        "/proc/net/tcp",
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid timeout inode\n"
            + "   0: 0100007F:1B9E 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0 0 777 1\n");
    write("/proc/4242/comm", "python3\n");
    Files.createDirectories(root.resolve("proc/4242/fd"));
    Files.createSymbolicLink(root.resolve("proc/4242/fd/3"), Path.of("socket:[777]"));
    Path proc = root.resolve("proc");

    List<Row> others = new PortCheck(Ports.standard(), port -> port != 7070, proc, 0).rows();
    List<Row> own = new PortCheck(Ports.standard(), port -> port != 7070, proc, 4242).rows();

    assertThat(others.get(1).status()).isEqualTo(Status.WARN);
    assertThat(others.get(1).found()).contains("process 4242 (python3)");
    assertThat(others.get(1).remedy()).contains("--port");
    assertThat(own.get(1).status()).isEqualTo(Status.OK);
  }

  @Test
  void shouldBlockWhenADiskIsFullAndWarnWhenItSoonWillBe() {
    assertThat(only(new Disk("d", root.resolve("not/yet"), "--data", Long.MAX_VALUE, 0)).blocks())
        .isTrue();
    assertThat(only(new Disk("d", root, "--data", 0, Long.MAX_VALUE)).status())
        .isEqualTo(Status.WARN);
    assertThat(only(new Disk("d", root, "--data", 0, 0)).status()).isEqualTo(Status.OK);
  }
}
