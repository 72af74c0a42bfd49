package dev.crab.deploy.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Removes what an ended instance left on the host: processes, mounts, loops, namespaces, cgroups.
 */
public final class Sweep {
  private static final long LIMIT_SECONDS = 60;

  private final Libexec libexec;

  public Sweep(Libexec libexec) {
    this.libexec = libexec;
  }

  /** What came of it; complete if nothing is known to be left. */
  public record Report(boolean complete, List<String> lines) {}

  /** Sweeps; never beside a living instance. */
  public Report run(Path dataDir, String instance) throws InterruptedException {
    Optional<Path> script = libexec.script("sweep.sh");
    if (script.isEmpty()) {
      return new Report(
          false,
          List.of("expected the launcher's folder in CRAB_HOME; found none, nothing was swept"));
    }
    try {
      Process process =
          new ProcessBuilder("bash", script.get().toString(), dataDir.toString(), instance)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .start();
      return report(process);
    } catch (IOException e) {
      return new Report(false, List.of("expected to run " + script.get() + "; found " + e));
    }
  }

  private static Report report(Process process) throws IOException, InterruptedException {
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return new Report(false, List.of("sweep did not end within " + LIMIT_SECONDS + " s"));
    }
    return new Report(process.exitValue() == 0, lines);
  }
}
