package dev.crab.deploy.cli;

import dev.crab.deploy.failure.DeployException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** What is handed on to a command in a sandbox. */
final class StandardInput {
  private static final int MOST_BYTES = 8 << 20;
  private static final int POLL_MILLIS = 10;

  private final InputStream in;
  private final String target;
  private final Duration patience;

  /**
   * @param target what the descriptor points to, as the kernel names it
   * @param patience how long a pipe may take to say something
   */
  StandardInput(InputStream in, String target, Duration patience) {
    this.in = in;
    this.target = target;
    this.patience = patience;
  }

  /** When standard input is read. */
  enum When {
    /** A file: yes. A terminal: no. A pipe or socket: if something comes. */
    AUTO,
    ALWAYS,
    NEVER
  }

  /** All of it; empty if the command gets none. */
  Optional<String> read(When when) throws InterruptedException {
    try {
      return switch (when) {
        case NEVER -> Optional.empty();
        case ALWAYS -> Optional.of(text());
        case AUTO -> wanted() ? Optional.of(text()).filter(t -> !t.isEmpty()) : Optional.empty();
      };
    } catch (IOException e) {
      throw DeployException.finding("standard input: expected to read it; found " + e, "");
    }
  }

  private boolean wanted() throws IOException, InterruptedException {
    if (target.startsWith("pipe:") || target.startsWith("socket:")) {
      return somethingComes();
    }
    return target.startsWith("/") && !target.startsWith("/dev/");
  }

  /** A pipe that nobody writes to, as scripts inherit it, must not hang the command. */
  private boolean somethingComes() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (in.available() == 0) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }

  private String text() throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw DeployException.usage(
          "standard input: expected at most " + MOST_BYTES + " bytes; found more",
          "copy big files in parts, or fetch them from inside the sandbox");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw DeployException.usage(
          "standard input: expected UTF-8 text; found other bytes",
          "send it as text: base64 FILE | deploy/crab sandbox exec S -- sh -c 'base64 -d > FILE'");
    }
  }
}
