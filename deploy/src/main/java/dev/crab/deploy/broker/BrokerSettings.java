package dev.crab.deploy.broker;

import java.nio.file.Path;

/**
 * Where the broker lives.
 *
 * @param dataDir folder of its logs; made and formatted at the first start
 * @param port port of clients, on loopback
 * @param controllerPort port of the controller, on loopback
 */
public record BrokerSettings(Path dataDir, int port, int controllerPort) {
  public BrokerSettings {
    requirePort("port", port);
    requirePort("controllerPort", controllerPort);
    if (port == controllerPort) {
      throw new IllegalArgumentException(
          "controllerPort: expected another port than the clients' " + port + "; found the same");
    }
  }

  private static void requirePort(String name, int value) {
    if (value < 1 || value > 65_535) {
      throw new IllegalArgumentException(
          name + ": expected a port from 1 to 65535; found " + value);
    }
  }
}
