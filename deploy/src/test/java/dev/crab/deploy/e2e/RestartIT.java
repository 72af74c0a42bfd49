package dev.crab.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartIT {
  private static final String NAME = "crab-it-restart";

  @TempDir Path data;

  @BeforeEach
  void machine() {
    Privileges.assume();
  }

  @Test
  void shouldKeepHistoryAndCheckpointsWhenTheInstanceStopsAndStarts() throws InterruptedException {
    // Given
    try (LiveInstance crab = LiveInstance.start(data, NAME)) {
      crab.run("kept");
      crab.turn("kept", "echo hello > /root/greeting");
      crab.turn("kept", "cat /root/greeting");
    }

    // When
    try (LiveInstance crab = LiveInstance.start(data, NAME)) {
      JsonNode turns = crab.get(LiveInstance.path("kept", "/turns"));
      JsonNode checkpoints = crab.get(LiveInstance.path("kept", "/checkpoints"));
      JsonNode restored = crab.restore("kept");

      // Then
      assertThat(turns.findValuesAsText("granularity")).contains("FILESYSTEM", "NONE");
      assertThat(checkpoints).hasSize(1);
      assertThat(restored.path("verified").asBoolean()).isTrue();
      assertThat(crab.exec("kept", "cat /root/greeting").path("stdout").asText())
          .isEqualTo("hello\n");
      assertThat(crab.turn("kept", "true").path("turn").asLong()).isEqualTo(3);
    }
  }
}
