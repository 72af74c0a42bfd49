package dev.crab.worker.sandbox;

import dev.crab.schemas.id.SandboxId;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One incarnation of a sandbox, from its creation or restore to its end. */
public final class Sandbox {
  private final SandboxPaths paths;
  private final Cgroup cgroup;
  private final Overlay overlay;
  private final ReadWriteLock gate = new ReentrantReadWriteLock(true);
  private volatile SandboxState state;

  Sandbox(SandboxPaths paths, Cgroup cgroup, Overlay overlay, SandboxState state) {
    this.paths = paths;
    this.cgroup = cgroup;
    this.overlay = overlay;
    this.state = state;
  }

  public SandboxId id() {
    return state.id();
  }

  public SandboxPaths paths() {
    return paths;
  }

  public Cgroup cgroup() {
    return cgroup;
  }

  public Overlay overlay() {
    return overlay;
  }

  public SandboxState state() {
    return state;
  }

  void state(SandboxState next) {
    state = next;
  }

  /** Whether its init lives. */
  public boolean isRunning() {
    return ProcFs.isAlive(state.init());
  }

  /** Held by a command while it enters; many at a time. */
  Lock entrance() {
    return gate.readLock();
  }

  /** Held while the sandbox stands still; no command enters meanwhile. */
  public Lock standstill() {
    return gate.writeLock();
  }
}
