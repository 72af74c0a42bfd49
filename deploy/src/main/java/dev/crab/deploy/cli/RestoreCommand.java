package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crab.deploy.client.ApiClient;
import dev.crab.deploy.screen.Amount;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Restores a sandbox. */
@Command(
    name = "restore",
    description = {
      "Brings a dead or removed sandbox back from a checkpoint and verifies what came back.",
      "The newest checkpoint unless one is named."
    })
final class RestoreCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();

  @Parameters(paramLabel = "S", description = "The sandbox.")
  private String sandbox = "";

  @ArgGroup(exclusive = true)
  private @Nullable Target target;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "2m",
      description = "How long to wait for the result. CRAB_TIMEOUT; ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofMinutes(2);

  /** Which checkpoint. */
  static final class Target {
    @Option(
        names = "--turn",
        paramLabel = "N",
        description = "The checkpoint that covers this turn. CRAB_TURN.")
    private @Nullable Long turn;

    @Option(
        names = "--checkpoint",
        paramLabel = "ID",
        description = "This checkpoint. CRAB_CHECKPOINT.")
    private @Nullable String checkpoint;
  }

  @Override
  public Integer call() {
    JsonNode answer =
        common
            .api()
            .post("v1/sandboxes/" + ApiClient.segment(sandbox) + "/restore", request(), timeout);
    common
        .screen()
        .result(
            answer,
            () ->
                "restored "
                    + sandbox
                    + " from "
                    + answer.path("checkpointId").asText()
                    + " in "
                    + Amount.micros(answer.path("totalMicros").asLong())
                    + ", verified: "
                    + (answer.path("verified").asBoolean() ? "yes" : "no")
                    + "\n");
    return answer.path("verified").asBoolean() ? 0 : 1;
  }

  private ObjectNode request() {
    ObjectNode request = ApiClient.JSON.createObjectNode();
    if (target != null && target.turn != null) {
      request.put("turn", target.turn);
    }
    if (target != null && target.checkpoint != null) {
      request.put("checkpoint", target.checkpoint);
    }
    return request;
  }
}
