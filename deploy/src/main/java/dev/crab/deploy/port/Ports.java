package dev.crab.deploy.port;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** A port for each role; 0 where any free one will do. */
public record Ports(Map<PortRole, Integer> byRole) {
  public Ports {
    for (PortRole role : PortRole.values()) {
      Integer port = byRole.get(role);
      if (port == null || port < 0 || port > 65_535) {
        throw new IllegalArgumentException(
            role.flag() + ": expected a port from 0 (any free one) to 65535; found " + port);
      }
    }
    byRole = Collections.unmodifiableMap(new EnumMap<>(byRole));
  }

  /** The ports people expect. */
  public static Ports standard() {
    Map<PortRole, Integer> ports = new EnumMap<>(PortRole.class);
    for (PortRole role : PortRole.values()) {
      ports.put(role, role.standard());
    }
    return new Ports(ports);
  }

  /** Any free ones. */
  public static Ports anyFree() {
    Ports ports = standard();
    for (PortRole role : PortRole.values()) {
      ports = ports.with(role, 0);
    }
    return ports;
  }

  /** The same but for one role. */
  public Ports with(PortRole role, int port) {
    Map<PortRole, Integer> changed = new EnumMap<>(byRole);
    changed.put(role, port);
    return new Ports(changed);
  }

  /** Port of a role. */
  public int of(PortRole role) {
    return byRole.getOrDefault(role, 0);
  }
}
