package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crab.deploy.client.ApiClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Kills a sandbox. */
@Command(
    name = "kill",
    description = "Kills a sandbox's init, as a crash would. Its checkpoints stay: see restore.")
final class SandboxKillCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();

  @Parameters(paramLabel = "S", description = "The sandbox.")
  private String sandbox = "";

  @Override
  public Integer call() {
    JsonNode answer =
        common
            .api()
            .post(
                "v1/sandboxes/" + ApiClient.segment(sandbox) + "/kill",
                ApiClient.JSON.createObjectNode(),
                Duration.ofSeconds(60));
    common.screen().result(answer, () -> "killed " + sandbox + "\n");
    return 0;
  }
}
