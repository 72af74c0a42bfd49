package dev.crab.deploy.testing;

import dev.crab.deploy.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line in a process of its own, as a user starts it. */
public record CrabProcess(Path dataDir, Path cacheDir, String instance) {

  /** What a command wrote and how it ended. */
  public record Result(int exitCode, String out, String err) {}

  /** Runs a command to its end. */
  public Result run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx192m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(words));
    Path out = Files.createTempFile("crab", ".out");
    Path err = Files.createTempFile("crab", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("CRAB_DATA", dataDir.toString());
    builder.environment().put("CRAB_CACHE", cacheDir.toString());
    builder.environment().put("CRAB_INSTANCE", instance);
    // Tests run in the module's folder; the launcher exports the one above.
    builder.environment().put("CRAB_HOME", Path.of("").toAbsolutePath().getParent().toString());
    int exitCode = builder.start().waitFor();
    Result result =
        new Result(
            exitCode,
            Files.readString(out, StandardCharsets.UTF_8),
            Files.readString(err, StandardCharsets.UTF_8));
    Files.delete(out);
    Files.delete(err);
    return result;
  }
}
