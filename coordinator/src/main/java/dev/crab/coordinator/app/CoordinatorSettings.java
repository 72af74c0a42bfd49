package dev.crab.coordinator.app;

/**
 * What the coordinator has to be told.
 *
 * @param bootstrap Kafka's bootstrap servers
 * @param registryUrl base URL of the schema registry
 * @param httpPort port on the loopback address; 0: any free one
 * @param groupId names the coordinator's Kafka clients; it joins no group
 */
public record CoordinatorSettings(
    String bootstrap, String registryUrl, int httpPort, String groupId) {
  public CoordinatorSettings {
    if (httpPort < 0 || httpPort > 65_535) {
      throw new IllegalArgumentException(
          "httpPort: expected 0 to 65535; found " + httpPort + ". 0 takes any free port");
    }
  }
}
