package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crab.deploy.client.Running;
import dev.crab.deploy.screen.Screen;
import dev.crab.deploy.screen.Table;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What runs. */
@Command(
    name = "status",
    description = "What runs, how many turns and checkpoints there are, and what waits.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();

  @Override
  public Integer call() {
    Running running = Running.require(common.dataDir());
    JsonNode status = running.api().get("v1/status", Duration.ofSeconds(10));
    ObjectNode document = running.file().toJson();
    status.properties().forEach(field -> document.set(field.getKey(), field.getValue()));
    Screen screen = common.screen();
    screen.result(document, () -> table(screen, document));
    return 0;
  }

  private static String table(Screen screen, JsonNode document) {
    Table instance = Table.of("WHAT", "VALUE");
    instance.row("instance", document.path("instance").asText());
    instance.row("process", document.path("pid").asText());
    instance.row("started", document.path("startedAt").asText());
    document
        .path("endpoints")
        .properties()
        .forEach(entry -> instance.row(entry.getKey(), entry.getValue().asText()));
    instance.row("log", document.path("log").asText());
    instance.row("sandboxes", counts(document.path("sandboxes")));
    instance.row("turns", counts(document.path("turns")));
    instance.row("jobs", counts(document.path("jobs")));
    return screen.rendered(instance) + "\n" + screen.rendered(hosts(document.path("hosts")));
  }

  private static Table hosts(JsonNode hosts) {
    Table table = Table.of("HOST", "STATE", "SEEN", "RUNNING", "DEAD", "QUEUED", "BUSY");
    for (JsonNode host : hosts) {
      table.row(
          host.path("host").asText(),
          host.path("state").asText(),
          host.path("ageMillis").asText() + " ms ago",
          host.path("running").asText(),
          host.path("dead").asText(),
          host.path("queuedJobs").asText(),
          host.path("runningJobs").asText());
    }
    return table;
  }

  /** "running 1, dead 0". */
  private static String counts(JsonNode counts) {
    StringJoiner text = new StringJoiner(", ");
    counts
        .properties()
        .forEach(entry -> text.add(entry.getKey() + " " + entry.getValue().asText()));
    return text.length() == 0 ? "-" : text.toString();
  }
}
