package dev.crab.deploy.cli;

import dev.crab.deploy.daemon.Libexec;
import dev.crab.deploy.daemon.Sweep;
import dev.crab.deploy.demo.Demo;
import dev.crab.deploy.instance.CrabInstance;
import dev.crab.deploy.instance.InstanceLock;
import dev.crab.deploy.instance.InstanceSettings;
import dev.crab.deploy.instance.LogFile;
import dev.crab.deploy.port.PortRole;
import dev.crab.deploy.port.Ports;
import dev.crab.deploy.screen.Amount;
import dev.crab.deploy.screen.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Everything once, from start to proof. */
@Command(
    name = "demo",
    description = {
      "Starts an instance of its own, plays an agent session in a sandbox, destroys the sandbox,",
      "restores it and compares. Exit status 0 only if the restored sandbox is the one that was lost."
    })
final class DemoCommand implements Callable<Integer> {
  private static final String INSTANCE = "crab-demo";

  @Mixin private Common common = new Common();
  @Mixin private HostOptions host = new HostOptions();

  @Override
  public Integer call() throws InterruptedException {
    Screen screen = common.screen();
    Path data = common.dataDir().resolve("demo");
    Prerequisites.require(data, host.cacheDir());
    startAfresh(data);
    LogFile.use(data.resolve("log"));
    InstanceSettings settings =
        new InstanceSettings(data, host.cacheDir(), INSTANCE, host.host(), anyPorts());
    CrabInstance instance =
        CrabInstance.of(
            settings,
            (part, where, took) ->
                screen.step("started", part, where + ", " + Amount.duration(took)),
            () -> sweep(data));
    Runtime.getRuntime().addShutdownHook(new Thread(instance::close, "stop"));
    instance.start();
    Demo.Outcome outcome = play(screen, instance);
    instance.close();
    return outcome.verified() ? 0 : 1;
  }

  private static Demo.Outcome play(Screen screen, CrabInstance instance)
      throws InterruptedException {
    PrintWriter told = screen.form() == Screen.Form.JSON ? screen.err() : screen.out();
    Demo.Outcome outcome = new Demo(instance.endpoint("coordinator"), told).play();
    screen.result(outcome.report(), () -> "");
    return outcome;
  }

  private static Ports anyPorts() {
    Ports ports = Ports.standard();
    for (PortRole role : PortRole.values()) {
      ports = ports.with(role, 0);
    }
    return ports;
  }

  private static void sweep(Path data) {
    try {
      new Sweep(Libexec.of(System.getenv())).run(data, INSTANCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What an earlier demo left in its folder, and on the host if it was killed, goes; never beside
   * one that runs.
   */
  private static void startAfresh(Path data) throws InterruptedException {
    InstanceLock name = InstanceLock.takeName(INSTANCE);
    try {
      sweep(data);
      empty(data);
    } finally {
      name.close();
    }
  }

  private static void empty(Path data) {
    if (!Files.isDirectory(data)) {
      return;
    }
    try (Stream<Path> all = Files.walk(data)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("expected to empty " + data, e);
    }
  }
}
