package dev.crab.worker.criu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads what CRIU complained of. */
final class CriuLog {
  private static final int MOST = 6;

  private CriuLog() {}

  /** The last errors in a log, or empty if there are none. */
  static Optional<String> errors(Path log) {
    try {
      List<String> errors =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.contains("Error (") && !isHarmless(line))
              .map(line -> line.substring(line.indexOf("Error (")))
              .toList();
      return errors.isEmpty()
          ? Optional.empty()
          : Optional.of(
              String.join(" | ", errors.subList(Math.max(0, errors.size() - MOST), errors.size())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Logged as an error wherever CAP_SYS_RESOURCE is missing; CRIU goes on. */
  private static boolean isHarmless(String line) {
    return line.contains("RLIMIT_NOFILE");
  }
}
