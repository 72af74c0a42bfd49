package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crab.deploy.client.ApiClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a sandbox. */
@Command(
    name = "rm",
    description = "Ends a sandbox and removes its files. Its checkpoints and history stay.")
final class SandboxRemoveCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();

  @Parameters(paramLabel = "S", description = "The sandbox.")
  private String sandbox = "";

  @Override
  public Integer call() {
    JsonNode answer =
        common.api().delete("v1/sandboxes/" + ApiClient.segment(sandbox), Duration.ofSeconds(90));
    common.screen().result(answer, () -> "removed " + sandbox + "; its checkpoints stay\n");
    return 0;
  }
}
