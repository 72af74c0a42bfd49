package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crab.deploy.client.ApiClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Begins a turn. */
@Command(name = "begin", description = "Begins a turn of a sandbox and tells its number.")
final class TurnBeginCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();

  @Parameters(paramLabel = "S", description = "The sandbox.")
  private String sandbox = "";

  @Option(
      names = "--label",
      paramLabel = "TEXT",
      description = "What the turn is about, such as the tool call's command. CRAB_LABEL.")
  private @Nullable String label;

  @Override
  public Integer call() {
    ObjectNode request = ApiClient.JSON.createObjectNode();
    if (label != null) {
      request.put("label", label);
    }
    JsonNode begun =
        common
            .api()
            .post(
                "v1/sandboxes/" + ApiClient.segment(sandbox) + "/turns",
                request,
                Duration.ofSeconds(60));
    common
        .screen()
        .result(begun, () -> "turn " + begun.path("turn").asText() + " of " + sandbox + " begun\n");
    return 0;
  }
}
