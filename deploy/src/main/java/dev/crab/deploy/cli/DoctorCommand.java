package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crab.deploy.client.ApiClient;
import dev.crab.deploy.doctor.Doctor;
import dev.crab.deploy.doctor.Row;
import dev.crab.deploy.failure.DeployException.Category;
import dev.crab.deploy.instance.InstanceLock;
import dev.crab.deploy.screen.Screen;
import dev.crab.deploy.screen.Table;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Examines the machine. */
@Command(
    name = "doctor",
    description = {
      "Every fact of this machine that matters, with a remedy for each that fails.",
      "Exit status 3 if the main job cannot run here."
    })
final class DoctorCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private PortOptions portOptions = new PortOptions();
  @Mixin private HostOptions host = new HostOptions();

  @Override
  public Integer call() {
    long own = InstanceLock.holder(common.dataDir()).orElse(0);
    List<Row> rows =
        Doctor.full(common.dataDir(), host.cacheDir(), portOptions.ports(), own).examine();
    boolean possible = rows.stream().noneMatch(Row::blocks);
    Screen screen = common.screen();
    screen.result(document(rows, possible), () -> table(screen, rows, possible));
    return possible ? 0 : Category.UNAVAILABLE.exitCode();
  }

  private static ObjectNode document(List<Row> rows, boolean possible) {
    ObjectNode document = ApiClient.JSON.createObjectNode().put("mainJobPossible", possible);
    ArrayNode facts = document.putArray("facts");
    for (Row row : rows) {
      facts
          .addObject()
          .put("name", row.name())
          .put("status", row.status().label())
          .put("blocks", row.blocks())
          .put("found", row.found())
          .put("remedy", row.remedy());
    }
    return document;
  }

  private static String table(Screen screen, List<Row> rows, boolean possible) {
    Table table = Table.of("FACT", "STATUS", "FOUND");
    StringBuilder remedies = new StringBuilder();
    for (Row row : rows) {
      table.row(row.name(), row.status().label(), row.found());
      if (!row.remedy().isEmpty()) {
        remedies.append(row.status().label()).append("  ").append(row.name()).append(": ");
        remedies.append(row.remedy()).append('\n');
      }
    }
    return screen.rendered(table)
        + (remedies.isEmpty() ? "" : "\n" + remedies)
        + (possible ? "\nThe main job can run here.\n" : "\nThe main job cannot run here.\n");
  }
}
