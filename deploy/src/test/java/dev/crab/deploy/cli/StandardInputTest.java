package dev.crab.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crab.deploy.cli.StandardInput.When;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StandardInputTest {
  private static Optional<String> read(InputStream in, String target, When when)
      throws InterruptedException {
    return new StandardInput(in, target, Duration.ofMillis(50)).read(when);
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldHandOnAFileAndAPipeThatSpeaks() throws Exception {
    assertThat(read(text("ü\n"), "/tmp/file", When.AUTO)).contains("ü\n");
    assertThat(read(text("x"), "pipe:[1]", When.AUTO)).contains("x");
  }

  @Test
  void shouldHandOnNothingOfATerminalOrTheNullDevice() throws Exception {
    assertThat(read(text("x"), "/dev/pts/0", When.AUTO)).isEmpty();
    assertThat(read(text("x"), "/dev/null", When.AUTO)).isEmpty();
    assertThat(read(text("x"), "/tmp/file", When.NEVER)).isEmpty();
  }

  @Test
  void shouldNotHangWhenAPipeStaysSilent() throws Exception {
    try (PipedInputStream silent = new PipedInputStream(new PipedOutputStream())) {
      assertThat(read(silent, "pipe:[1]", When.AUTO)).isEmpty();
    }
  }

  @Test
  void shouldRefuseBytesThatAreNoText() {
    InputStream binary = new ByteArrayInputStream(new byte[] {(byte) 0xff, 0});

    assertThatThrownBy(() -> read(binary, "/tmp/file", When.AUTO)).hasMessageContaining("UTF-8");
  }
}
