package dev.crab.deploy.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Programs for real, without input and with a bound. */
final class HostCommands implements Commands {
  private static final int NOT_STARTED = 127;
  private static final int TOO_LONG = 124;
  private static final long LIMIT_SECONDS = 15;

  @Override
  public Result run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .start();
      Thread bound = Thread.ofVirtual().start(() -> endAfterLimit(process));
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exitCode = process.waitFor();
      bound.interrupt();
      return new Result(exitCode, output);
    } catch (IOException e) {
      return new Result(NOT_STARTED, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(TOO_LONG, "interrupted");
    }
  }

  private static void endAfterLimit(Process process) {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException endedInTime) {
      Thread.currentThread().interrupt();
    }
  }
}
