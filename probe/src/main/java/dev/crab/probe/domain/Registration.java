package dev.crab.probe.domain;

import dev.crab.schemas.id.SandboxId;

/**
 * What a sandbox is observed by.
 *
 * @param pidNamespace inode of its pid namespace, 0 if it has none of its own
 * @param cgroupId cgroup v2 id, 0 if not by that
 * @param initPid its init as the host sees it
 * @param lastTurn newest turn number ever used; turns go on after it
 */
public record Registration(
    SandboxId sandbox, long pidNamespace, long cgroupId, int initPid, long lastTurn) {
  public Registration {
    if (pidNamespace < 0 || cgroupId < 0 || (pidNamespace == 0 && cgroupId == 0)) {
      throw new IllegalArgumentException(
          "pidNamespace, cgroupId: expected at least one positive; found "
              + pidNamespace
              + " and "
              + cgroupId);
    }
    if (initPid <= 0) {
      throw new IllegalArgumentException("initPid: expected a process id; found " + initPid);
    }
    if (lastTurn < 0) {
      throw new IllegalArgumentException("lastTurn: expected 0 or more; found " + lastTurn);
    }
  }
}
