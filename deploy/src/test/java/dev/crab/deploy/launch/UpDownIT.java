package dev.crab.deploy.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crab.deploy.testing.CrabProcess.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance as users start and end it, on ports and a folder of its own. */
class UpDownIT {

  @TempDir Path folder;

  private Launched crab;

  @BeforeEach
  void needsARealMachine() throws Exception {
    crab = Launched.orSkip(folder, "crab-up-down-it");
  }

  @AfterEach
  void leaveNothing() throws Exception {
    crab.end();
  }

  @Test
  void shouldKeepItsAddressesWhenKilledAndStartedAgain() throws Exception {
    Result first = crab.up();
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.err()).contains("started", "broker", "registry", "probe", "coordinator");
    JsonNode ready = Launched.JSON.readTree(first.out());

    assertThat(crab.run("status").exitCode()).isZero();
    assertThat(crab.run("turns", "nobody").exitCode()).isEqualTo(1);
    Result again = crab.up();
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("already up");
    assertThat(Launched.JSON.readTree(again.out())).isEqualTo(ready);

    kill(ready.path("pid").asLong());
    assertThat(crab.run("status").exitCode()).isEqualTo(3);

    Result second = crab.up();
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(Launched.JSON.readTree(second.out()).path("endpoints"))
        .isEqualTo(ready.path("endpoints"));

    Result down = crab.run("down");
    assertThat(down.out()).startsWith("stopped process");
    assertThat(crab.run("status").exitCode()).isEqualTo(3);
  }

  @Test
  void shouldNamePortAndFlagAndLeaveNothingRunningWhenAPortIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Result result = crab.up("--registry-port=" + other.getLocalPort());

      assertThat(result.exitCode()).isEqualTo(3);
      assertThat(result.err())
          .contains("port " + other.getLocalPort() + " (registry)")
          .contains("--registry-port");
    }
    assertThat(crab.run("down").out()).startsWith("no instance was running");
  }

  private static void kill(long pid) throws IOException, InterruptedException {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    while (process.isAlive()) {
      Thread.sleep(20);
    }
  }
}
