package dev.crab.worker.criu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks CRIU what it is. */
public final class CriuVersion {
  private CriuVersion() {}

  /**
   * The version, or "none" where CRIU cannot be started: files can be captured without it.
   *
   * @param folder what setup left
   */
  public static String of(Path folder) {
    try {
      Process process =
          new ProcessBuilder(folder.resolve("bin/criu").toString(), "--version").start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return answer.isEmpty()
          ? "none"
          : answer.lines().findFirst().orElse("").replace("Version: ", "");
    } catch (IOException e) {
      return "none";
    }
  }
}
