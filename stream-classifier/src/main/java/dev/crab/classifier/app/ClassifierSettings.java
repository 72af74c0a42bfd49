package dev.crab.classifier.app;

import java.nio.file.Path;

/**
 * @param bootstrap brokers, host:port
 * @param registryUrl base URL of a Confluent-compatible schema registry
 * @param stateDir folder for the local state
 * @param applicationId names the consumer group, the transactions and the changelog
 */
public record ClassifierSettings(
    String bootstrap, String registryUrl, Path stateDir, String applicationId) {
  public ClassifierSettings {
    if (applicationId.isBlank()) {
      throw new IllegalArgumentException("applicationId: expected a name; found a blank one");
    }
  }
}
