package dev.crab.deploy.port;

import java.util.Locale;

/** What an instance listens for, and where unless told otherwise. */
public enum PortRole {
  COORDINATOR(7070, "--port"),
  PROBE(7071, "--probe-port"),
  WORKER(7072, "--worker-port"),
  REGISTRY(7073, "--registry-port"),
  KAFKA(7074, "--kafka-port"),
  CONTROLLER(7075, "--controller-port");

  private final int standard;
  private final String flag;

  PortRole(int standard, String flag) {
    this.standard = standard;
    this.flag = flag;
  }

  /** The port unless told otherwise. */
  public int standard() {
    return standard;
  }

  /** The flag that chooses another. */
  public String flag() {
    return flag;
  }

  /** Name in documents and messages. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
