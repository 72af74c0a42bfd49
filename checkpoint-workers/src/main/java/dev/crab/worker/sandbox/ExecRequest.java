package dev.crab.worker.sandbox;

import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A command to run in a sandbox. */
public record ExecRequest(
    List<String> command,
    String cwd,
    Map<String, String> environment,
    @Nullable String stdin,
    Duration timeout) {
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Map<String, String> BASE =
      Map.of(
          "PATH",
          "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "HOME",
          "/root",
          "LANG",
          "C.UTF-8",
          "TERM",
          "dumb");

  public ExecRequest {
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw bad("command: expected at least one word; found none");
    }
    if (!cwd.startsWith("/")) {
      throw bad("cwd: expected an absolute path; found \"" + cwd + "\"");
    }
    if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
      throw bad("timeoutMillis: expected 1 to 86400000; found " + timeout.toMillis());
    }
    if (command.stream().anyMatch(w -> w.indexOf('\0') >= 0)) {
      throw bad("command: expected words without NUL; found one");
    }
    environment.forEach(
        (k, v) -> {
          if (k.isEmpty() || k.indexOf('=') >= 0 || (k + v).indexOf('\0') >= 0) {
            throw bad("environment: expected names without '=' and NUL; found \"" + k + "\"");
          }
        });
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** A command in / with the plain environment and ten minutes. */
  public static ExecRequest of(String... command) {
    return new ExecRequest(List.of(command), "/", Map.of(), null, Duration.ofMinutes(10));
  }

  /** The whole environment of the command, sorted. */
  Map<String, String> fullEnvironment() {
    Map<String, String> all = new TreeMap<>(BASE);
    all.putAll(environment);
    return all;
  }

  private static WorkerFault bad(String message) {
    return new WorkerFault(FaultCategory.BAD_INPUT, message, "correct the request");
  }
}
