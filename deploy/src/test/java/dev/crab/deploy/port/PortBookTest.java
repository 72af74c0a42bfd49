package dev.crab.deploy.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.failure.DeployException.Category;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortBookTest {
  @TempDir Path folder;

  @Test
  void shouldChooseTheSameFreePortsWhenStartedAgain() {
    Ports first = new PortBook(folder).resolve(Ports.anyFree());

    Ports second = new PortBook(folder).resolve(Ports.anyFree());

    assertThat(second).isEqualTo(first);
    assertThat(first.byRole().values()).doesNotHaveDuplicates().doesNotContain(0);
  }

  @Test
  void shouldChooseAnotherWhenARememberedPortIsTaken() throws IOException {
    Ports first = new PortBook(folder).resolve(Ports.anyFree());
    int kafka = first.of(PortRole.KAFKA);

    try (ServerSocket other = new ServerSocket(kafka, 1, InetAddress.getLoopbackAddress())) {
      Ports second = new PortBook(folder).resolve(Ports.anyFree());

      assertThat(second.of(PortRole.KAFKA)).isNotEqualTo(other.getLocalPort());
      assertThat(second.of(PortRole.REGISTRY)).isEqualTo(first.of(PortRole.REGISTRY));
    }
  }

  @Test
  void shouldNamePortHolderAndFlagWhenAPortAskedForIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ports wanted = Ports.anyFree().with(PortRole.KAFKA, other.getLocalPort());

      assertThatThrownBy(() -> new PortBook(folder).resolve(wanted))
          .isInstanceOfSatisfying(
              DeployException.class,
              e -> {
                assertThat(e.category()).isEqualTo(Category.UNAVAILABLE);
                assertThat(e.message())
                    .contains("port " + other.getLocalPort() + " (kafka)")
                    .contains("process " + ProcessHandle.current().pid());
                assertThat(e.remedy()).contains("--kafka-port");
              });
    }
  }

  @Test
  void shouldGoOnWithoutMemoryWhenTheBookIsDamaged() throws IOException {
    Files.writeString(folder.resolve("ports.json"), "{half");

    assertThat(new PortBook(folder).resolve(Ports.anyFree()).of(PortRole.PROBE)).isPositive();
  }

  @Test
  void shouldRefusePortsThatAreNone() {
    assertThatThrownBy(() -> Ports.standard().with(PortRole.PROBE, 70_000))
        .hasMessageContaining("--probe-port")
        .hasMessageContaining("70000");
  }
}
