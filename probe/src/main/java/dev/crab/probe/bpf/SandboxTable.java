package dev.crab.probe.bpf;

import dev.crab.bpf.ProbeKernel;
import dev.crab.probe.domain.ObservedSandbox;
import dev.crab.probe.domain.ProbeException;
import dev.crab.probe.domain.ProbeException.Category;
import dev.crab.schemas.id.SandboxId;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The registered sandboxes, by name and by slot. */
final class SandboxTable {
  private final Map<SandboxId, ObservedSandbox> byName = new TreeMap<>();
  private final @Nullable ObservedSandbox[] bySlot =
      new @Nullable ObservedSandbox[ProbeKernel.SLOTS];
  private int lastSlot = -1;

  /** A slot nobody has; slots are given out in turn, so that one rests before it is used again. */
  int freeSlot() {
    for (int i = 1; i <= bySlot.length; i++) {
      int slot = (lastSlot + i) % bySlot.length;
      if (bySlot[slot] == null) {
        lastSlot = slot;
        return slot;
      }
    }
    throw new ProbeException(
        Category.UNAVAILABLE,
        "too_many_sandboxes",
        "expected fewer than " + bySlot.length + " sandboxes; found as many",
        "remove sandboxes from this host");
  }

  void put(ObservedSandbox sandbox) {
    byName.put(sandbox.registration().sandbox(), sandbox);
    bySlot[sandbox.slot()] = sandbox;
  }

  void remove(ObservedSandbox sandbox) {
    byName.remove(sandbox.registration().sandbox(), sandbox);
    bySlot[sandbox.slot()] = null;
  }

  @Nullable ObservedSandbox at(int slot) {
    return slot >= 0 && slot < bySlot.length ? bySlot[slot] : null;
  }

  @Nullable ObservedSandbox find(SandboxId name) {
    return byName.get(name);
  }

  ObservedSandbox get(SandboxId name) {
    ObservedSandbox found = byName.get(name);
    if (found == null) {
      throw new ProbeException(
          Category.UNKNOWN,
          "unknown_sandbox",
          "expected a registered sandbox; found no \"" + name + "\"",
          "register it with PUT /v1/sandboxes/" + name);
    }
    return found;
  }

  Collection<ObservedSandbox> all() {
    return byName.values();
  }
}
