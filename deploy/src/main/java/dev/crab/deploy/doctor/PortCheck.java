package dev.crab.deploy.doctor;

import dev.crab.deploy.port.Loopback;
import dev.crab.deploy.port.PortHolder;
import dev.crab.deploy.port.PortRole;
import dev.crab.deploy.port.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The ports an instance would take.
 *
 * @param own process of the instance on this data folder, 0 if none
 */
record PortCheck(Ports ports, IntPredicate isFree, Path proc, long own) implements Check {
  static PortCheck real(Ports ports, long own) {
    return new PortCheck(ports, Loopback::isFree, Path.of("/proc"), own);
  }

  @Override
  public List<Row> rows() {
    List<String> free = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (PortRole role : PortRole.values()) {
      int port = ports.of(role);
      if (port == 0 || isFree.test(port)) {
        free.add(role.label() + " " + (port == 0 ? "any" : port));
      } else {
        rows.add(taken(role, port));
      }
    }
    if (!free.isEmpty()) {
      rows.addFirst(Row.ok("ports", "free: " + String.join(", ", free)));
    }
    return rows;
  }

  private Row taken(PortRole role, int port) {
    String name = "port " + port;
    Optional<PortHolder> holder = PortHolder.of(proc, port);
    if (own != 0 && holder.isPresent() && holder.get().pid() == own) {
      return Row.ok(name, role.label() + " of the running instance");
    }
    return Row.warn(
        name,
        role.label()
            + "'s port is taken by "
            + holder.map(PortHolder::toString).orElse("a process this user cannot see"),
        "stop it, or choose another: up " + role.flag() + " N");
  }
}
