package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crab.deploy.client.ApiClient;
import dev.crab.deploy.daemon.Libexec;
import dev.crab.deploy.daemon.Shutdown;
import dev.crab.deploy.daemon.Sweep;
import dev.crab.deploy.screen.Screen;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends an instance. */
@Command(
    name = "down",
    description = {
      "Stops the instance and removes what it left on the host.",
      "Its sandboxes end with it; history and checkpoints stay."
    })
final class DownCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();

  @Option(
      names = "--stop-wait",
      paramLabel = "TIME",
      defaultValue = "60s",
      description =
          "How long it may take to stop before it is killed. CRAB_STOP_WAIT; ${DEFAULT-VALUE}.")
  private Duration stopWait = Duration.ofSeconds(60);

  @Override
  public Integer call() throws InterruptedException {
    Screen screen = common.screen();
    Sweep sweep = new Sweep(Libexec.of(System.getenv()));
    Shutdown.Report report = new Shutdown(sweep, stopWait).run(common.dataDir());
    report.lines().forEach(line -> screen.step("swept", "crab", line));
    screen.result(document(report), () -> text(report));
    return report.swept() ? 0 : 1;
  }

  private String text(Shutdown.Report report) {
    return switch (report.ending()) {
      case NOT_RUNNING -> "no instance was running on " + common.dataDir() + "\n";
      case STOPPED -> "stopped process " + report.pid() + "\n";
      case KILLED -> "killed process " + report.pid() + ", which did not stop by itself\n";
    };
  }

  private ObjectNode document(Shutdown.Report report) {
    ObjectNode document =
        ApiClient.JSON
            .createObjectNode()
            .put("ending", report.ending().name().toLowerCase(Locale.ROOT))
            .put("pid", report.pid())
            .put("swept", report.swept());
    ArrayNode lines = document.putArray("leftovers");
    report.lines().forEach(lines::add);
    return document;
  }
}
