package dev.crab.coordinator.domain;

import dev.crab.coordinator.domain.table.Table;
import dev.crab.schemas.id.SandboxId;
import java.util.function.UnaryOperator;

/**
 * All the coordinator knows.
 *
 * @param nowMicros time of the newest tick
 * @param hosts by name
 */
public record State(
    long nowMicros, Table<SandboxId, SandboxFacts> sandboxes, Table<String, HostView> hosts) {

  /** Before anything was seen. */
  public static State empty() {
    return new State(0, Table.empty(), Table.empty());
  }

  State at(long micros) {
    return micros <= nowMicros ? this : new State(micros, sandboxes, hosts);
  }

  State with(SandboxId id, UnaryOperator<SandboxFacts> change) {
    SandboxFacts before = sandboxes.get(id).orElse(SandboxFacts.unknown(id));
    return new State(nowMicros, sandboxes.put(id, change.apply(before)), hosts);
  }

  State with(HostView host) {
    return new State(nowMicros, sandboxes, hosts.put(host.status().getHost(), host));
  }
}
