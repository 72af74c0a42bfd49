package dev.crab.worker.sandbox;

import dev.crab.schemas.id.SandboxId;
import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All sandboxes of this worker: creates, finds, ends and adopts them. */
public final class Sandboxes {
  private static final Logger LOG = LoggerFactory.getLogger(Sandboxes.class);

  private final SandboxHost host;
  private final Box box;
  private final SandboxFactory factory;
  private final List<Observer> observers;
  private final Trash trash;
  private final Map<SandboxId, Sandbox> live = new ConcurrentSkipListMap<>();
  private final Map<SandboxId, ReentrantLock> locks = new ConcurrentHashMap<>();

  public Sandboxes(
      SandboxHost host, Box box, SandboxFactory factory, List<Observer> observers, Trash trash) {
    this.trash = trash;
    this.host = host;
    this.box = box;
    this.factory = factory;
    this.observers = List.copyOf(observers);
  }

  /** Held by whoever creates, checkpoints, restores or removes the sandbox of this name. */
  public Lock lock(SandboxId id) {
    return locks.computeIfAbsent(id, key -> new ReentrantLock(true));
  }

  /** Creates a sandbox on the current root filesystem. */
  public Sandbox create(SandboxId id, long lastTurn) {
    Lock lock = lock(id);
    lock.lock();
    try {
      if (live.containsKey(id)) {
        throw new WorkerFault(
            FaultCategory.WRONG_STATE,
            "sandbox " + id + ": expected a free name; found an existing sandbox",
            "choose another name, or remove it first");
      }
      return adopt(factory.boot(id, factory.currentRootfs(), List.of(), null, lastTurn));
    } finally {
      lock.unlock();
    }
  }

  /** Registers a booted sandbox with the observer and lists it; if that fails, it is torn down. */
  public Sandbox adopt(Sandbox sandbox) {
    try {
      announce(sandbox);
      return list(sandbox);
    } catch (RuntimeException e) {
      tearDown(sandbox.id());
      renounce(sandbox);
      throw e;
    }
  }

  /** Has a sandbox observed from here on. */
  public void announce(Sandbox sandbox) {
    observers.forEach(o -> o.register(sandbox.state()));
  }

  /** Tells that restored processes run again. */
  public void resumed(Sandbox sandbox) {
    observers.forEach(o -> o.resumed(sandbox.state()));
  }

  /** Takes an announcement back. */
  public void renounce(Sandbox sandbox) {
    observers.forEach(o -> o.unregister(sandbox.state()));
  }

  /** Lists a sandbox that is announced already. */
  public Sandbox list(Sandbox sandbox) {
    try {
      factory.save(sandbox);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    live.put(sandbox.id(), sandbox);
    return sandbox;
  }

  /** The sandbox of this name, dead or alive. */
  public Optional<Sandbox> find(SandboxId id) {
    return Optional.ofNullable(live.get(id));
  }

  /** The sandbox of this name, dead or alive. */
  public Sandbox get(SandboxId id) {
    return find(id)
        .orElseThrow(
            () ->
                new WorkerFault(
                    FaultCategory.UNKNOWN_SANDBOX,
                    "sandbox " + id + ": expected on this host; found none of this name",
                    "list the sandboxes, or create it"));
  }

  /** All of them, by name. */
  public List<Sandbox> all() {
    return List.copyOf(live.values());
  }

  /** Runs a command to its end. */
  public ExecResult exec(SandboxId id, ExecRequest request) {
    Sandbox sandbox = running(id);
    try {
      return new ExecSession(sandbox, request).run(box, sandbox.entrance());
    } catch (IOException e) {
      throw new UncheckedIOException("sandbox " + id + ": exec", e);
    }
  }

  /** Kills init, and with it everything in the sandbox; returns when it is dead. */
  public void kill(SandboxId id) {
    Sandbox sandbox = running(id);
    ProcessHandle.of(sandbox.state().init().pid()).ifPresent(ProcessHandle::destroyForcibly);
    for (int i = 0; i < 400 && sandbox.isRunning(); i++) {
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** The sandbox of this name if its init lives. */
  public Sandbox running(SandboxId id) {
    Sandbox sandbox = get(id);
    if (!sandbox.isRunning()) {
      throw new WorkerFault(
          FaultCategory.SANDBOX_DEAD,
          "sandbox " + id + ": expected running; found its init dead",
          "restore it from a checkpoint, or remove it");
    }
    return sandbox;
  }

  /** Ends a sandbox and removes what it had; false if there was none. */
  public boolean destroy(SandboxId id) {
    Lock lock = lock(id);
    lock.lock();
    try {
      Sandbox sandbox = live.remove(id);
      tearDown(id);
      if (sandbox != null) {
        renounce(sandbox);
      }
      return sandbox != null;
    } finally {
      lock.unlock();
    }
  }

  /** Remembers the newest turn, so that numbers go on growing after a crash. */
  public void sawTurn(Sandbox sandbox, long turn) {
    try {
      sandbox.state(sandbox.state().withLastTurn(turn));
      factory.save(sandbox);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what is left of a name: processes, cgroup, folder. */
  public void tearDown(SandboxId id) {
    try {
      host.cgroup(id).destroy();
      trash.discard(host.paths(id).folder());
    } catch (IOException e) {
      throw new UncheckedIOException("sandbox " + id + ": could not be removed", e);
    }
  }

  /** Takes over sandboxes that outlived an earlier worker and clears away the others. */
  public void recover() throws IOException {
    Files.createDirectories(host.sandboxes());
    try (Stream<Path> folders = Files.list(host.sandboxes())) {
      for (Path folder : folders.sorted().toList()) {
        SandboxId id = new SandboxId(folder.getFileName().toString());
        Optional<Sandbox> survivor = factory.load(id).filter(Sandbox::isRunning);
        if (survivor.isPresent()) {
          survivor.get().cgroup().thaw();
          adopt(survivor.get());
          LOG.atInfo().addKeyValue("sandbox", id).log("Adopted a running sandbox");
        } else {
          tearDown(id);
          LOG.atInfo().addKeyValue("sandbox", id).log("Removed the rest of a dead sandbox");
        }
      }
    }
  }
}
