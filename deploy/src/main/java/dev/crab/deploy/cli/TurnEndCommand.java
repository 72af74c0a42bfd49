package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crab.deploy.client.ApiClient;
import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.screen.Screen;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends a turn. */
@Command(
    name = "end",
    description = {
      "Ends the open turn of a sandbox, waits for the decision and shows it.",
      "Exit status 1 if none was made in time; the turn is ended all the same."
    })
final class TurnEndCommand implements Callable<Integer> {
  private static final Duration MORE_THAN_THE_WAIT = Duration.ofSeconds(10);

  @Mixin private Common common = new Common();

  @Parameters(paramLabel = "S", description = "The sandbox.")
  private String sandbox = "";

  @Option(names = "--label", paramLabel = "TEXT", description = "What it was about. CRAB_LABEL.")
  private @Nullable String label;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "5s",
      description =
          "How long to wait for the decision; 0: not at all. CRAB_WAIT; ${DEFAULT-VALUE}.")
  private Duration patience = Duration.ofSeconds(5);

  @Option(
      names = "--settled",
      description =
          "Wait also until the checkpoint it may need is done, within the same time."
              + " CRAB_SETTLED.")
  private boolean settled;

  @Override
  public Integer call() {
    ApiClient api = common.api();
    Screen screen = common.screen();
    JsonNode ended = api.post(path() + "/end", request(), Duration.ofSeconds(60));
    String turn = ended.path("turn").asText();
    if (patience.isZero()) {
      screen.result(ended, () -> "turn " + turn + " of " + sandbox + " ended\n");
      return 0;
    }
    JsonNode decided = decision(api, turn);
    screen.result(decided, () -> screen.rendered(TurnTable.of(List.of(decided))));
    return 0;
  }

  private JsonNode decision(ApiClient api, String turn) {
    try {
      return api.get(
          path() + "/" + turn + "?waitMillis=" + patience.toMillis() + "&settled=" + settled,
          patience.plus(MORE_THAN_THE_WAIT));
    } catch (DeployException e) {
      throw new DeployException(
          e.category(),
          "turn " + turn + " of " + sandbox + " is ended; " + e.message(),
          "look again with: deploy/crab turns " + sandbox,
          e);
    }
  }

  private String path() {
    return "v1/sandboxes/" + ApiClient.segment(sandbox) + "/turns";
  }

  private ObjectNode request() {
    ObjectNode request = ApiClient.JSON.createObjectNode();
    if (label != null) {
      request.put("label", label);
    }
    return request;
  }
}
