package dev.crab.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crab.worker.app.Worker;
import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import dev.crab.worker.lab.Lab;
import dev.crab.worker.lab.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SandboxIT {
  private Lab lab;

  @BeforeEach
  void open() throws IOException {
    Requirements.sandboxes();
    lab = new Lab();
  }

  @AfterEach
  void close() throws IOException {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void shouldRunCommandsInItsOwnNamespacesWhenCreated() {
    Sandbox sandbox = lab.sandboxes().create(Lab.S, 7);

    assertThat(lab.ok("hostname")).isEqualTo("s1");
    assertThat(lab.ok("cat /proc/1/comm")).isEqualTo("sleep");
    assertThat(lab.ok("env | sort"))
        .contains("HOME=/root", "LANG=C.UTF-8", "TERM=dumb")
        .doesNotContain("JAVA_HOME");
    assertThat(lab.ok("cut -d' ' -f4 /proc/$$/stat; true")).isEqualTo("0");
    assertThat(lab.ok("ls /proc/self/fd | wc -l")).isEqualTo("4");
    assertThat(lab.ok("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '")).contains("lo");
    assertThat(sandbox.cgroup().members()).hasSize(1);
    assertThat(lab.probe.calls().getFirst())
        .startsWith("PUT /v1/sandboxes/s1")
        .contains("\"lastTurn\":7", "\"initPid\":" + sandbox.state().init().pid());
  }

  @Test
  void shouldPassInputOutputAndExitCodeWhenACommandRuns() {
    lab.sandboxes().create(Lab.S, 0);

    ExecResult result =
        lab.sandboxes()
            .exec(
                Lab.S,
                new ExecRequest(
                    List.of("sh", "-c", "cat; echo $X >&2; pwd; exit 3"),
                    "/usr",
                    Map.of("X", "value"),
                    "hello\n",
                    Duration.ofSeconds(10)));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.stdout()).isEqualTo("hello\n/usr\n");
    assertThat(result.stderr()).isEqualTo("value\n");
    assertThat(result.timedOut()).isFalse();
  }

  @Test
  void shouldTruncateOutputWhenItPassesTheLimit() {
    lab.sandboxes().create(Lab.S, 0);

    ExecResult result = lab.sh("head -c 12000000 /dev/zero | tr '\\0' x; exit 0");

    assertThat(result.truncated()).isTrue();
    assertThat(result.stdout()).hasSize(10 * 1024 * 1024);
  }

  @Test
  void shouldKillTheSessionWhenTheTimeoutPasses() {
    Sandbox sandbox = lab.sandboxes().create(Lab.S, 0);

    ExecResult result =
        lab.sandboxes()
            .exec(
                Lab.S,
                new ExecRequest(
                    List.of("sh", "-c", "sleep 100 & sleep 100"),
                    "/",
                    Map.of(),
                    null,
                    Duration.ofMillis(200)));

    assertThat(result.timedOut()).isTrue();
    assertThat(result.exitCode()).isEqualTo(137);
    assertThat(sandbox.cgroup().members()).hasSize(1);
  }

  @Test
  void shouldAnswerAtOnceWhenADaemonHoldsTheOutput() {
    lab.sandboxes().create(Lab.S, 0);

    ExecResult result = lab.sh("python3 -m http.server 8000 & echo started");

    assertThat(result.stdout()).isEqualTo("started\n");
    assertThat(result.durationMicros()).isLessThan(1_000_000);
    String get =
        "for i in 1 2 3 4 5 6 7 8 9; do curl -sf -o /dev/null localhost:8000 && break; sleep 0.2; done";
    lab.ok(get);
    assertThat(lab.ok("ps -e -o comm= | sort | uniq -c | grep -c crab-box || true")).isEqualTo("0");
  }

  @Test
  void shouldNotWakeInitWhenOrphansEnd() throws Exception {
    Sandbox sandbox = lab.sandboxes().create(Lab.S, 0);
    String before = switches(sandbox);

    lab.ok("for i in 1 2 3 4 5; do (sleep 0.05 &); done; sleep 0.2");

    assertThat(switches(sandbox)).isEqualTo(before);
    assertThat(sandbox.cgroup().members()).hasSize(1);
  }

  @Test
  void shouldLeaveNothingWhenDestroyed() {
    Sandbox sandbox = lab.sandboxes().create(Lab.S, 0);
    lab.ok("touch /root/x; sleep 1000 > /dev/null 2>&1 &");

    assertThat(lab.sandboxes().destroy(Lab.S)).isTrue();

    assertThat(sandbox.isRunning()).isFalse();
    assertThat(sandbox.paths().folder()).doesNotExist();
    assertThat(sandbox.cgroup().folder()).doesNotExist();
    assertThat(lab.probe.calls().getLast()).startsWith("DELETE /v1/sandboxes/s1");
    assertThat(lab.sandboxes().destroy(Lab.S)).isFalse();
  }

  @Test
  void shouldRefuseWhenTheProbeIsDown() {
    lab.probe.close();

    assertThatThrownBy(() -> lab.sandboxes().create(Lab.S, 0))
        .isInstanceOfSatisfying(
            WorkerFault.class, e -> assertThat(e.category()).isEqualTo(FaultCategory.UNAVAILABLE))
        .hasMessageContaining("probe at");
    assertThat(lab.sandboxes().find(Lab.S)).isEmpty();
    assertThat(lab.data.resolve("worker/sandboxes/s1")).doesNotExist();
  }

  @Test
  void shouldSayWhatIsWrongWhenTheRequestIs() {
    lab.sandboxes().create(Lab.S, 0);

    assertThatThrownBy(() -> lab.sandboxes().create(Lab.S, 0)).hasMessageContaining("free name");
    assertThat(lab.sh("nonexistent").exitCode()).isEqualTo(127);
    lab.sandboxes().kill(Lab.S);
    assertThatThrownBy(() -> lab.ok("true")).hasMessageContaining("init dead");
  }

  @Test
  void shouldAdoptWhenAnEarlierWorkerLeftASandbox() throws IOException {
    Sandbox sandbox = lab.sandboxes().create(Lab.S, 3);
    lab.sandboxes().sawTurn(sandbox, 9);
    sandbox.cgroup().freeze();

    Worker second = Worker.open(Lab.settings(lab.data, lab.probe.endpoint()));

    assertThat(second.sandboxes().running(Lab.S).state().init()).isEqualTo(sandbox.state().init());
    assertThat(lab.probe.calls().getLast()).startsWith("PUT").contains("\"lastTurn\":9");
    assertThat(Files.readString(sandbox.cgroup().folder().resolve("cgroup.events")))
        .contains("frozen 0");
    second.close();
  }

  private static String switches(Sandbox sandbox) throws IOException {
    return Files.readString(ProcFs.inside(sandbox.state().init().pid(), "/proc/1/status"))
        .lines()
        .filter(l -> l.contains("ctxt_switches"))
        .toList()
        .toString();
  }
}
