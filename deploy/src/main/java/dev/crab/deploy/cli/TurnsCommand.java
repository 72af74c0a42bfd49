package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crab.deploy.client.ApiClient;
import dev.crab.deploy.screen.Screen;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists turns. */
@Command(
    name = "turns",
    description =
        "The turns of a sandbox: what each changed, what was decided, how it is protected.")
final class TurnsCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();

  @Parameters(paramLabel = "S", description = "The sandbox.")
  private String sandbox = "";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many, the newest unless --from. CRAB_LIMIT; ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--from",
      paramLabel = "TURN",
      defaultValue = "0",
      description = "From this turn on; 0: the newest. CRAB_FROM; ${DEFAULT-VALUE}.")
  private long from;

  @Override
  public Integer call() {
    JsonNode turns =
        common
            .api()
            .get(
                "v1/sandboxes/"
                    + ApiClient.segment(sandbox)
                    + "/turns?limit="
                    + limit
                    + "&from="
                    + from,
                Duration.ofSeconds(30));
    Screen screen = common.screen();
    screen.result(turns, () -> screen.rendered(TurnTable.of(turns)));
    return 0;
  }
}
