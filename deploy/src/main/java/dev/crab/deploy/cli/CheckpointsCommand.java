package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crab.deploy.client.ApiClient;
import dev.crab.deploy.screen.Amount;
import dev.crab.deploy.screen.Screen;
import dev.crab.deploy.screen.Table;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists checkpoints. */
@Command(name = "checkpoints", description = "The complete checkpoints of a sandbox, oldest first.")
final class CheckpointsCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();

  @Parameters(paramLabel = "S", description = "The sandbox.")
  private String sandbox = "";

  @Override
  public Integer call() {
    JsonNode checkpoints =
        common
            .api()
            .get(
                "v1/sandboxes/" + ApiClient.segment(sandbox) + "/checkpoints",
                Duration.ofSeconds(30));
    Screen screen = common.screen();
    screen.result(checkpoints, () -> screen.rendered(table(checkpoints)));
    return 0;
  }

  private static Table table(JsonNode checkpoints) {
    Table table =
        Table.of("CHECKPOINT", "TURN", "CAPTURED", "PROCESSES OF", "WRITTEN", "SIZE", "CREATED");
    for (JsonNode checkpoint : checkpoints) {
      JsonNode written = checkpoint.path("bytesWritten");
      JsonNode processes = checkpoint.path("processImageTurn");
      table.row(
          checkpoint.path("checkpointId").asText(),
          checkpoint.path("turn").asText(),
          checkpoint.path("granularity").asText(),
          processes.isNumber() ? "turn " + processes.asText() : "-",
          written.isNumber() ? Amount.bytes(written.asLong()) : "-",
          Amount.bytes(checkpoint.path("bytes").asLong()),
          checkpoint.path("createdAt").asText());
    }
    return table;
  }
}
