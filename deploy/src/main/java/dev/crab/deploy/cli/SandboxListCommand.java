package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crab.deploy.screen.Screen;
import dev.crab.deploy.screen.Table;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists sandboxes. */
@Command(name = "ls", description = "Lists the sandboxes, dead and removed ones too.")
final class SandboxListCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();

  @Override
  public Integer call() {
    JsonNode sandboxes = common.api().get("v1/sandboxes", Duration.ofSeconds(10));
    Screen screen = common.screen();
    screen.result(sandboxes, () -> screen.rendered(table(sandboxes)));
    return 0;
  }

  private static Table table(JsonNode sandboxes) {
    Table table =
        Table.of("SANDBOX", "STATE", "HOST", "LAST TURN", "NEWEST CHECKPOINT", "PROTECTED");
    for (JsonNode sandbox : sandboxes) {
      table.row(
          sandbox.path("sandbox").asText(),
          sandbox.path("state").asText(),
          sandbox.path("host").asText("-"),
          sandbox.path("lastTurn").asText("0"),
          sandbox.path("newestCheckpoint").asText("-"),
          sandbox.path("protected").asText("-"));
    }
    return table;
  }
}
