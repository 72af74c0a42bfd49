package dev.crab.deploy.daemon;

import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.failure.DeployException.Category;
import dev.crab.deploy.instance.InstanceFile;
import dev.crab.deploy.instance.InstanceLock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Starts an instance as a process of its own and waits for it. */
public final class Daemon {
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);
  private static final int POLL_MILLIS = 100;
  private static final List<String> JVM_FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:-UsePerfData",
          "-Xms64m",
          "-Xmx768m",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.awt.headless=true",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final Path dataDir;
  private final Consumer<String> relay;

  /**
   * @param relay told each line the instance says while it starts
   */
  public Daemon(Path dataDir, Consumer<String> relay) {
    this.dataDir = dataDir;
    this.relay = relay;
  }

  /**
   * Starts one; it outlives this process once it is ready, and ends with it before.
   *
   * @param mainClass what to run in it
   * @param arguments of that class
   * @throws DeployException if it does not get ready
   */
  public InstanceFile start(String mainClass, List<String> arguments) throws InterruptedException {
    Path said = dataDir.resolve("log").resolve("start.log");
    Process process = spawn(mainClass, arguments, said);
    Thread abandon = new Thread(() -> end(process), "abandon-start");
    Runtime.getRuntime().addShutdownHook(abandon);
    try (LineTail tail = LineTail.open(said)) {
      InstanceFile ready = await(process, tail);
      Runtime.getRuntime().removeShutdownHook(abandon);
      return ready;
    } catch (IOException e) {
      throw failed("expected to read " + said + "; found " + e, said, e);
    }
  }

  private Process spawn(String mainClass, List<String> arguments, Path said) {
    List<String> command = new ArrayList<>();
    // A session of its own: neither the terminal's signals nor its end reach it.
    command.add("setsid");
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_FLAGS);
    String more = Map.copyOf(System.getenv()).getOrDefault("CRAB_JAVA_OPTS", "").strip();
    if (!more.isEmpty()) {
      command.addAll(List.of(more.split("\\s+")));
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    try {
      Files.createDirectories(said.getParent());
      Files.writeString(said, "");
      return new ProcessBuilder(command)
          .directory(new File("/"))
          .redirectInput(new File("/dev/null"))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()))
          .start();
    } catch (IOException e) {
      throw failed("expected to start an instance; found " + e.getMessage(), said, e);
    }
  }

  private InstanceFile await(Process process, LineTail tail)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      boolean over = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
      tail.lines().forEach(relay);
      if (over) {
        throw ended(process.exitValue());
      }
      Optional<InstanceFile> ready = InstanceFile.read(dataDir);
      if (ready.isPresent() && ready.get().pid() == process.pid()) {
        return ready.get();
      }
    }
    end(process);
    throw DeployException.finding(
        "expected an instance ready within " + READY_LIMIT.toSeconds() + " s; found none",
        "see " + dataDir.resolve("log/crab.log"));
  }

  private DeployException ended(int exitCode) {
    Category category =
        exitCode == Category.UNAVAILABLE.exitCode() ? Category.UNAVAILABLE : Category.FINDING;
    return new DeployException(
        category,
        "expected the instance to get ready; found that it ended (exit status " + exitCode + ")",
        "see above, and " + dataDir.resolve("log/crab.log"),
        null);
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static DeployException failed(String message, Path said, IOException cause) {
    return new DeployException(Category.UNAVAILABLE, message, "see " + said, cause);
  }

  /** Waits until an instance that another process is starting is ready; empty if it gave up. */
  public static Optional<InstanceFile> awaitOther(Path dataDir) throws InterruptedException {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (InstanceLock.holder(dataDir).isPresent() && System.nanoTime() < deadline) {
      Optional<InstanceFile> ready = InstanceFile.read(dataDir);
      if (ready.isPresent()) {
        return ready;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return Optional.empty();
  }
}
