package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crab.deploy.client.ApiClient;
import dev.crab.schemas.id.SandboxId;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a sandbox. */
@Command(name = "run", description = "Starts a sandbox. It runs until it is removed or killed.")
final class SandboxRunCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();

  @Option(
      names = "--name",
      required = true,
      paramLabel = "S",
      description = "Its name: 1 to 63 characters a-z, 0-9 or '-'. CRAB_NAME.")
  private String name = "";

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Host to run it on; unless named, one that is up. CRAB_HOST.")
  private @Nullable String host;

  @Override
  public Integer call() {
    ObjectNode wanted = ApiClient.JSON.createObjectNode().put("name", new SandboxId(name).value());
    if (host != null) {
      wanted.put("host", host);
    }
    JsonNode made = common.api().post("v1/sandboxes", wanted, Duration.ofSeconds(90));
    common
        .screen()
        .result(
            made,
            () ->
                "sandbox "
                    + name
                    + " runs on "
                    + made.path("host").asText("?")
                    + ", init is process "
                    + made.path("initPid").asText("?")
                    + "\n");
    return 0;
  }
}
