package dev.crab.deploy.launch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crab.deploy.port.PortRole;
import dev.crab.deploy.testing.CrabProcess;
import dev.crab.deploy.testing.CrabProcess.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An instance with a folder, a name and ports of its own, driven through the command line. */
final class Launched {
  static final ObjectMapper JSON = new ObjectMapper();

  private final CrabProcess crab;

  private Launched(CrabProcess crab) {
    this.crab = crab;
  }

  /** Skips the test where the doctor says that the main job cannot run. */
  static Launched orSkip(Path folder, String instance) throws IOException, InterruptedException {
    Path cache =
        Path.of(Optional.ofNullable(System.getenv("CRAB_CACHE")).orElse("/var/cache/crab"));
    Launched launched = new Launched(new CrabProcess(folder.resolve("data"), cache, instance));
    for (JsonNode fact : JSON.readTree(launched.run("doctor", "-o", "json").out()).path("facts")) {
      assumeTrue(
          !fact.path("blocks").asBoolean(),
          fact.path("name").asText()
              + ": "
              + fact.path("found").asText()
              + "; remedy: "
              + fact.path("remedy").asText());
    }
    return launched;
  }

  Result run(String... words) throws IOException, InterruptedException {
    return crab.run(words);
  }

  /** A command that has to succeed; its document. */
  JsonNode json(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    int separator = all.contains("--") ? all.indexOf("--") : all.size();
    all.addAll(separator, List.of("-o", "json"));
    Result result = run(all.toArray(String[]::new));
    if (result.exitCode() != 0) {
      throw new AssertionError(all + ": expected exit status 0; found " + result);
    }
    return JSON.readTree(result.out());
  }

  /** Starts it, on free ports but for those named, as flag=port. */
  Result up(String... named) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("up", "-o", "json"));
    for (PortRole role : PortRole.values()) {
      words.add(
          Arrays.stream(named)
              .filter(word -> word.startsWith(role.flag() + "="))
              .findFirst()
              .orElse(role.flag() + "=0"));
    }
    return run(words.toArray(String[]::new));
  }

  /** Ends it and what is left of it. */
  void end() throws IOException, InterruptedException {
    run("down", "--stop-wait", "20s");
  }
}
