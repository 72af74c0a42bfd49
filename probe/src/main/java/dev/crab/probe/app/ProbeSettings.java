package dev.crab.probe.app;

import dev.crab.schemas.id.HostId;

/**
 * What a probe needs to know.
 *
 * @param bootstrap Kafka's bootstrap servers
 * @param registryUrl base URL of the schema registry
 * @param httpPort port on loopback, 0 for any
 * @param ringBytes size of the ring, a power of two of at least one page
 */
public record ProbeSettings(
    HostId host, String bootstrap, String registryUrl, int httpPort, int ringBytes) {
  /** Port where nothing else is said. */
  public static final int DEFAULT_PORT = 7071;

  /** Ring size where nothing else is said. */
  public static final int DEFAULT_RING_BYTES = 16 << 20;

  public ProbeSettings {
    if (httpPort < 0 || httpPort > 65_535) {
      throw new IllegalArgumentException("httpPort: expected 0 to 65535; found " + httpPort);
    }
    if (ringBytes < 4096 || Integer.bitCount(ringBytes) != 1) {
      throw new IllegalArgumentException(
          "ringBytes: expected a power of two from 4096; found " + ringBytes);
    }
  }
}
