package dev.crab.deploy.cli;

import dev.crab.deploy.port.PortRole;
import dev.crab.deploy.port.Ports;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where an instance listens. */
final class PortOptions {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "7070",
      description =
          "Port of the coordinator's API on loopback; 0: any free one, kept for this data folder."
              + " CRAB_PORT; ${DEFAULT-VALUE}.")
  private int coordinator;

  @Option(
      names = "--probe-port",
      paramLabel = "N",
      defaultValue = "7071",
      description = "Port of the probe's API. CRAB_PROBE_PORT; ${DEFAULT-VALUE}.")
  private int probe;

  @Option(
      names = "--worker-port",
      paramLabel = "N",
      defaultValue = "7072",
      description = "Port of the worker's API. CRAB_WORKER_PORT; ${DEFAULT-VALUE}.")
  private int worker;

  @Option(
      names = "--registry-port",
      paramLabel = "N",
      defaultValue = "7073",
      description = "Port of the schema registry. CRAB_REGISTRY_PORT; ${DEFAULT-VALUE}.")
  private int registry;

  @Option(
      names = "--kafka-port",
      paramLabel = "N",
      defaultValue = "7074",
      description = "Port of the Kafka broker. CRAB_KAFKA_PORT; ${DEFAULT-VALUE}.")
  private int kafka;

  @Option(
      names = "--controller-port",
      paramLabel = "N",
      defaultValue = "7075",
      description = "Port of the Kafka controller. CRAB_CONTROLLER_PORT; ${DEFAULT-VALUE}.")
  private int controller;

  Ports ports() {
    return Ports.standard()
        .with(PortRole.COORDINATOR, coordinator)
        .with(PortRole.PROBE, probe)
        .with(PortRole.WORKER, worker)
        .with(PortRole.REGISTRY, registry)
        .with(PortRole.KAFKA, kafka)
        .with(PortRole.CONTROLLER, controller);
  }

  /** The same as arguments. */
  static List<String> arguments(Ports ports) {
    List<String> arguments = new ArrayList<>();
    for (PortRole role : PortRole.values()) {
      arguments.add(role.flag() + "=" + ports.of(role));
    }
    return arguments;
  }
}
