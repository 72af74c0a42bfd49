package dev.crab.deploy.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crab.deploy.testing.CrabProcess.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What a user does by hand: turns in a sandbox, its end, and its return, also after a restart. */
@TestInstance(Lifecycle.PER_CLASS)
class SessionIT {
  private Launched crab;

  @BeforeAll
  void needsARealMachine(@TempDir Path folder) throws Exception {
    crab = Launched.orSkip(folder, "crab-session-it");
    Result up = crab.up();
    assertThat(up.exitCode()).as(up.err()).isZero();
  }

  @AfterAll
  void leaveNothing() throws Exception {
    crab.end();
  }

  @Test
  void shouldBringTheFileBackWhenTheSandboxIsKilledAndAgainAfterARestart() throws Exception {
    crab.json("sandbox", "run", "--name", "s1");
    JsonNode writing = turn("echo hello > /root/note");
    JsonNode reading = turn("cat /root/note > /dev/null");

    assertThat(writing.path("granularity").asText()).isEqualTo("FILESYSTEM");
    assertThat(writing.path("netEffects").toString()).contains("/root/note");
    assertThat(reading.path("granularity").asText()).isEqualTo("NONE");
    assertThat(crab.run("restore", "s1").err()).startsWith("crab: ");

    crab.json("sandbox", "kill", "s1");
    assertThat(crab.json("restore", "s1").path("verified").asBoolean()).isTrue();
    assertThat(note()).isEqualTo("hello\n");

    assertThat(crab.run("down").exitCode()).isZero();
    assertThat(crab.up().exitCode()).isZero();
    assertThat(crab.json("turns", "s1")).hasSize(2);
    assertThat(crab.json("checkpoints", "s1")).isNotEmpty();
    assertThat(crab.json("restore", "s1").path("verified").asBoolean()).isTrue();
    assertThat(note()).isEqualTo("hello\n");
  }

  @Test
  void shouldRefuseClearlyWhenUsedWrongly() throws Exception {
    crab.json("sandbox", "run", "--name", "s2");

    refused("nobody", "turns", "nobody");
    refused("nobody", "sandbox", "exec", "nobody", "--", "true");
    refused("turn", "turn", "end", "s2");
    refused("s2", "sandbox", "run", "--name", "s2");
    crab.json("sandbox", "kill", "s2");
    refused("checkpoint", "restore", "s2");
  }

  private void refused(String word, String... words) throws Exception {
    Result result = crab.run(words);

    assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
    assertThat(result.err()).startsWith("crab: expected ").contains(word);
    assertThat(result.out()).isEmpty();
  }

  private JsonNode turn(String script) throws Exception {
    crab.json("turn", "begin", "s1", "--label", script);
    assertThat(crab.run("sandbox", "exec", "s1", "--", "sh", "-c", script).exitCode()).isZero();
    return crab.json("turn", "end", "s1", "--settled", "--wait", "30s");
  }

  private String note() throws Exception {
    return crab.run("sandbox", "exec", "s1", "--", "cat", "/root/note").out();
  }
}
