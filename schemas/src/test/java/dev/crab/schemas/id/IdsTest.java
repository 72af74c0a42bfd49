package dev.crab.schemas.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "s1", "my-box", "0", "a-1-b"})
  void shouldTakeDnsLabelsAsSandboxes(String name) {
    assertThat(new SandboxId(name)).hasToString(name);
    assertThat(new SandboxId("a".repeat(63)).value()).hasSize(63);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "A", "a.b", "a/b", "..", "a b", "a\n", "ä"})
  void shouldRefuseOtherSandboxes(String name) {
    assertThatThrownBy(() -> new SandboxId(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sandbox: expected")
        .hasMessageContaining("found \"" + name + "\"");
    assertThatThrownBy(() -> new SandboxId("a".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "Host-1.example.org", "10.0.0.1"})
  void shouldTakeHostNames(String name) {
    assertThat(new HostId(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".a", "a.", "a/b", "a b", "a_b"})
  void shouldRefuseOtherHosts(String name) {
    assertThatThrownBy(() -> new HostId(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("host: expected");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void shouldNumberTurnsFromOne(long number) {
    assertThatThrownBy(() -> new TurnId(new SandboxId("s1"), number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("turn: expected a number from 1");
  }

  @Test
  void shouldDeriveIds() {
    // Given
    TurnId turn = new TurnId(new SandboxId("s1"), 7);

    // When
    CheckpointId checkpoint = CheckpointId.after(turn, 2);

    // Then
    assertThat(checkpoint).hasToString("s1.t7.a2").isEqualTo(CheckpointId.after(turn, 2));
    assertThat(JobId.checkpoint(checkpoint)).hasToString("checkpoint/s1.t7.a2");
    assertThat(JobId.restore("r1")).hasToString("restore/r1");
    assertThatThrownBy(() -> new JobId(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CheckpointId("../x")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldNameTheLongestSandboxsCheckpoint() {
    TurnId turn = new TurnId(new SandboxId("a".repeat(63)), Long.MAX_VALUE);
    assertThat(CheckpointId.after(turn, Integer.MAX_VALUE).value()).endsWith(".a2147483647");
  }
}
