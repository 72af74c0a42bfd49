package dev.crab.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.deploy.e2e.LiveInstance;
import dev.crab.deploy.e2e.Privileges;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
  private static final Set<String> CHANGE_NOTHING =
      Set.of(
          "list the repository",
          "read and search",
          "look at the history",
          "compute something",
          "sort in a temporary file",
          "make and remove directories",
          "read a file while it idles",
          "nothing at all",
          "check the repository while all idle",
          "think aloud, touch nothing");

  @TempDir Path data;

  @BeforeEach
  void machine() {
    Privileges.assume();
  }

  @Test
  void shouldRestoreTheSandboxThatWasDestroyed() throws InterruptedException {
    // Given
    List<DemoTurn> session =
        DemoSession.turns().stream()
            .map(turn -> new DemoTurn(turn.title(), turn.script(), Duration.ofMillis(300)))
            .toList();
    try (LiveInstance crab = LiveInstance.start(data, "crab-it-demo")) {
      RestSandboxOperations operations =
          new RestSandboxOperations(crab.instance().endpoint("coordinator"));

      // When
      DemoReport report =
          new DemoRun(operations, "demo", System::nanoTime).run(session, turn -> {}, phase -> {});

      // Then
      assertThat(report.differences()).isEmpty();
      assertThat(report.verified()).isTrue();
      assertThat(report.filesCompared()).isGreaterThan(2000);
      assertThat(report.turns())
          .hasSizeGreaterThanOrEqualTo(14)
          .allMatch(turn -> turn.exitCode() == 0);
      assertThat(report.turns())
          .filteredOn(turn -> turn.granularity().equals("NONE"))
          .extracting(TurnReport::title)
          .containsExactlyInAnyOrderElementsOf(CHANGE_NOTHING);
    }
  }
}
