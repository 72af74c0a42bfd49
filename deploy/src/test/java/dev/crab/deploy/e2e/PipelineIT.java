package dev.crab.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crab.deploy.failure.DeployException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineIT {
  @TempDir static Path data;
  private LiveInstance crab;
  private int sandboxes;

  @BeforeEach
  void instance() throws InterruptedException {
    Privileges.assume();
    if (crab == null) {
      crab = LiveInstance.start(data, "crab-it-pipeline");
    }
  }

  @AfterAll
  void stop() {
    if (crab != null) {
      crab.close();
    }
  }

  private String sandbox() {
    String name = "it-" + ++sandboxes;
    crab.run(name);
    return name;
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvFileSource(resources = "turns.csv", delimiter = '|', numLinesToSkip = 1)
  void shouldClassifyATurnByWhatItLeftBehind(
      String expected, String title, String before, String script) {
    // Given
    String sandbox = sandbox();
    if (before != null) {
      crab.turn(sandbox, before);
    }

    // When
    JsonNode turn = crab.turn(sandbox, script);

    // Then
    assertThat(turn.path("granularity").asText()).as(turn.toPrettyString()).isEqualTo(expected);
    assertThat(turn.path("lost").asLong()).isZero();
    assertThat(turn.path("protection").asText())
        .isEqualTo(expected.equals("NONE") ? "unchanged" : "durable");
    crab.api().delete(LiveInstance.path(sandbox, ""), java.time.Duration.ofSeconds(30));
  }

  @Test
  void shouldBringBackFilesAndProcessesAfterAKill() {
    // Given
    String sandbox = sandbox();
    crab.turn(
        sandbox,
        "mkdir -p /srv/site && echo one > /srv/site/index.html && ln -s index.html /srv/site/link");
    crab.turn(
        sandbox,
        "cd /srv/site && (exec python3 -m http.server 8000 < /dev/null > /dev/null 2>&1) & "
            + "for i in $(seq 50); do curl -sf http://127.0.0.1:8000/ > /dev/null && break; sleep 0.1; done");
    crab.turn(sandbox, "echo two >> /srv/site/index.html");
    crab.kill(sandbox);

    // When
    JsonNode restored = crab.restore(sandbox);

    // Then
    assertThat(restored.path("verified").asBoolean()).isTrue();
    assertThat(crab.exec(sandbox, "curl -s http://127.0.0.1:8000/link").path("stdout").asText())
        .isEqualTo("one\ntwo\n");
  }

  @Test
  void shouldGoOnClassifyingAndCheckpointingAfterARestore() {
    // Given
    String sandbox = sandbox();
    crab.turn(sandbox, "echo first > /root/a");
    crab.kill(sandbox);
    crab.restore(sandbox);

    // When
    JsonNode idle = crab.turn(sandbox, "cat /root/a");
    JsonNode second = crab.turn(sandbox, "echo second > /root/b");
    crab.kill(sandbox);
    crab.restore(sandbox);

    // Then
    assertThat(idle.path("granularity").asText()).isEqualTo("NONE");
    assertThat(idle.path("turn").asLong()).isEqualTo(2);
    assertThat(second.path("granularity").asText()).isEqualTo("FILESYSTEM");
    assertThat(crab.exec(sandbox, "cat /root/a /root/b").path("stdout").asText())
        .isEqualTo("first\nsecond\n");
  }

  @Test
  void shouldAnswerWrongUseClearlyAndChangeNothing() {
    // Given
    String sandbox = sandbox();

    // Then
    refused(() -> crab.begin("nobody"), "nobody");
    refused(() -> crab.end(sandbox), "turn");
    refused(() -> crab.restore(sandbox), "checkpoint");
    refused(() -> crab.run(sandbox), sandbox);
    refused(() -> crab.run("Not A Name"), "sandbox");
    crab.begin(sandbox);
    refused(() -> crab.begin(sandbox), "turn");
    assertThat(crab.end(sandbox).path("granularity").asText()).isEqualTo("NONE");
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String named) {
    assertThatThrownBy(call).isInstanceOf(DeployException.class).hasMessageContaining(named);
  }
}
