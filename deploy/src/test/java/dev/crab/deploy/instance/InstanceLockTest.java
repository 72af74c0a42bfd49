package dev.crab.deploy.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crab.deploy.failure.DeployException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLockTest {
  @TempDir Path folder;

  @Test
  void shouldRefuseASecondInstanceAndNameTheFirst() throws InterruptedException {
    try (InstanceLock lock = InstanceLock.take(folder, "crab-test")) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> InstanceLock.take(folder, "crab-test"))
          .isInstanceOf(DeployException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
      assertThat(InstanceLock.holder(folder)).hasValue(ProcessHandle.current().pid());
    }

    assertThat(InstanceLock.holder(folder)).isEmpty();
    assertThat(InstanceLock.instanceOf(folder)).contains("crab-test");
    InstanceLock.take(folder, "crab-test").close();
  }

  @Test
  void shouldSeeNoHolderWhereNothingEverRan() {
    assertThat(InstanceLock.holder(folder.resolve("none"))).isEmpty();
    assertThat(InstanceLock.instanceOf(folder.resolve("none"))).isEmpty();
  }

  @Test
  void shouldReadTheInstanceFileAsItWasWritten() {
    InstanceFile file =
        new InstanceFile(
            "crab",
            "host-1",
            42,
            Instant.parse("2026-01-02T03:04:05Z"),
            4000,
            Map.of("kafka", "127.0.0.1:7074"),
            folder.resolve("log/crab.log"));
    assertThat(InstanceFile.read(folder)).isEmpty();

    file.write(folder);

    assertThat(InstanceFile.read(folder)).contains(file);
    InstanceFile.remove(folder);
    assertThat(InstanceFile.read(folder)).isEmpty();
  }

  @Test
  void shouldStopNewestFirstAndGoOnWhenOneFailsOrHangs() throws Exception {
    StringBuffer order = new StringBuffer();
    Parts parts = new Parts(Progress.QUIET, System::nanoTime, Duration.ofMillis(200));
    parts.start("a", () -> () -> order.append("a"), part -> "");
    parts.start("b", () -> () -> Thread.sleep(60_000), part -> "");
    parts.start(
        "c",
        () ->
            () -> {
              order.append("c");
              throw new IllegalStateException("c");
            },
        part -> "");

    parts.stop();

    assertThat(order.toString()).isEqualTo("ca");
    assertThatThrownBy(() -> parts.start("d", () -> () -> order.append("d"), part -> ""))
        .isInstanceOf(DeployException.class);
    assertThat(order.toString()).isEqualTo("cad");
  }
}
