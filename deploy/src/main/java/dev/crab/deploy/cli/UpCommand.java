package dev.crab.deploy.cli;

import dev.crab.deploy.daemon.Daemon;
import dev.crab.deploy.daemon.Libexec;
import dev.crab.deploy.daemon.Sweep;
import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.instance.Foreground;
import dev.crab.deploy.instance.InstanceFile;
import dev.crab.deploy.instance.InstanceLock;
import dev.crab.deploy.instance.InstanceSettings;
import dev.crab.deploy.port.PortBook;
import dev.crab.deploy.port.Ports;
import dev.crab.deploy.screen.Amount;
import dev.crab.deploy.screen.Screen;
import dev.crab.deploy.screen.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts an instance. */
@Command(
    name = "up",
    description = {
      "Starts the all-in-one on loopback and waits until it is ready.",
      "Where one runs already on the data folder, says so and changes nothing."
    })
final class UpCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private PortOptions portOptions = new PortOptions();
  @Mixin private HostOptions host = new HostOptions();

  @Option(
      names = "--foreground",
      description = "Stay in this process until SIGTERM or Ctrl-C. CRAB_FOREGROUND.")
  private boolean foreground;

  @Override
  public Integer call() throws InterruptedException {
    Ports ports = portOptions.ports();
    Screen screen = common.screen();
    if (!foreground) {
      Optional<InstanceFile> other = other();
      if (other.isPresent()) {
        screen.step("running", "crab", "already up, process " + other.get().pid());
        print(screen, other.get());
        return 0;
      }
    }
    Prerequisites.require(common.dataDir(), host.cacheDir());
    PortBook.requireFree(ports);
    if (foreground) {
      stay(screen, ports);
    }
    print(screen, start(screen, ports));
    return 0;
  }

  /** The instance that is there, or will be in a moment. */
  private Optional<InstanceFile> other() throws InterruptedException {
    if (InstanceLock.holder(common.dataDir()).isEmpty()) {
      return Optional.empty();
    }
    Optional<InstanceFile> ready = Daemon.awaitOther(common.dataDir());
    if (ready.isEmpty() && InstanceLock.holder(common.dataDir()).isPresent()) {
      throw DeployException.finding(
          "expected the instance on " + common.dataDir() + " to get ready; found it still starting",
          "see its log, or end it with: deploy/crab down");
    }
    return ready;
  }

  private InstanceFile start(Screen screen, Ports ports) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("up", "--foreground", "--color=never"));
    arguments.add("--data=" + common.dataDir());
    arguments.add("--cache=" + host.cacheDir());
    arguments.add("--instance=" + host.instance());
    arguments.add("--host-id=" + host.host());
    arguments.addAll(PortOptions.arguments(ports));
    Daemon daemon = new Daemon(common.dataDir(), line -> relay(screen, line));
    return daemon.start(Main.class.getName(), arguments);
  }

  private static void relay(Screen screen, String line) {
    screen.err().println(line);
    screen.err().flush();
  }

  private void stay(Screen screen, Ports ports) throws InterruptedException {
    InstanceSettings settings =
        new InstanceSettings(
            common.dataDir(), host.cacheDir(), host.instance(), host.host(), ports);
    Sweep sweep = new Sweep(Libexec.of(System.getenv()));
    Foreground.run(
        settings,
        (part, where, took) -> screen.step("started", part, where + ", " + Amount.duration(took)),
        () -> sweepAfter(sweep, screen),
        instance -> screen.step("ready", "crab", "API at " + instance.endpoint("coordinator")));
  }

  private void sweepAfter(Sweep sweep, Screen screen) {
    try {
      Sweep.Report report = sweep.run(common.dataDir(), host.instance());
      report.lines().forEach(line -> screen.step("stopped", "sweep", line));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void print(Screen screen, InstanceFile file) {
    Table table = Table.of("PART", "ADDRESS");
    file.toJson()
        .path("endpoints")
        .properties()
        .forEach(entry -> table.row(entry.getKey(), entry.getValue().asText()));
    table.row("log", file.log());
    screen.result(file.toJson(), () -> screen.rendered(table));
  }
}
