package dev.crab.deploy.registry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crab.deploy.registry.domain.CompatibilityLevel;
import dev.crab.deploy.registry.domain.RegistryEvent;
import dev.crab.deploy.registry.domain.RegistryEvent.LevelSet;
import dev.crab.deploy.registry.domain.RegistryEvent.Registered;
import dev.crab.deploy.registry.domain.RegistryEvent.VersionErased;
import dev.crab.deploy.registry.domain.RegistryEvent.VersionHidden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryLogTest {
  private static final List<RegistryEvent> EVENTS =
      List.of(
          new Registered("s", 1, 1, "\"int\"\n"),
          new VersionHidden("s", 1),
          new VersionErased("s", 1),
          new LevelSet(Optional.empty(), CompatibilityLevel.FULL),
          new LevelSet(Optional.of("ü"), CompatibilityLevel.NONE));

  @TempDir Path folder;

  @Test
  void shouldHandOverWhatWasWrittenWhenOpenedAgain() throws IOException {
    write(EVENTS);

    assertThat(read()).isEqualTo(EVENTS);
  }

  @Test
  void shouldCutOffALastLineWithoutEndAtAnyByte() throws IOException {
    write(EVENTS);
    byte[] whole = Files.readAllBytes(file());
    int lastLine =
        new String(whole, 0, whole.length - 1, StandardCharsets.ISO_8859_1).lastIndexOf('\n') + 1;

    for (int length = lastLine; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));

      assertThat(read()).isEqualTo(EVENTS.subList(0, EVENTS.size() - 1));
      write(List.of(EVENTS.getLast()));
      assertThat(Files.readAllBytes(file())).isEqualTo(whole);
    }
  }

  @Test
  void shouldRefuseAndNameTheLineWhenOneBeforeTheLastIsBroken() throws IOException {
    write(EVENTS);
    Files.writeString(file(), "half\n", StandardOpenOption.APPEND);
    appendText("{\"event\":\"hidden\",\"subject\":\"s\",\"version\":1}\n");

    assertThatThrownBy(this::read).isInstanceOf(IOException.class).hasMessageContaining("line 6");
  }

  private Path file() {
    return folder.resolve("schemas.jsonl");
  }

  private void appendText(String text) throws IOException {
    Files.writeString(file(), text, StandardOpenOption.APPEND);
  }

  private void write(List<RegistryEvent> events) throws IOException {
    try (RegistryLog log = RegistryLog.open(folder, event -> {})) {
      log.append(events);
    }
  }

  private List<RegistryEvent> read() throws IOException {
    List<RegistryEvent> found = new ArrayList<>();
    try (RegistryLog log = RegistryLog.open(folder, found::add)) {
      assertThat(log).isNotNull();
    }
    return found;
  }
}
