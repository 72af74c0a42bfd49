package dev.crab.worker.criu;

import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import dev.crab.worker.sandbox.Box;
import dev.crab.worker.sandbox.Cgroup;
import dev.crab.worker.sandbox.Observer;
import dev.crab.worker.sandbox.Overlay;
import dev.crab.worker.sandbox.Sandbox;
import dev.crab.worker.sandbox.SandboxState;
import dev.crab.worker.snapshot.DiskFull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Dumps and restores. For each running sandbox one CRIU waits with its libraries loaded, so that a
 * dump does not pay for starting it.
 */
public final class Criu implements Observer {
  private final Box box;
  private final Path program;
  private final Path featureCache;
  private final Map<SandboxState, CriuRelay> waiting = new ConcurrentHashMap<>();

  /**
   * @param folder what setup left: bin/criu and criu.kdat
   */
  public Criu(Box box, Path folder) {
    this.box = box;
    this.program = folder.resolve("bin/criu");
    this.featureCache = folder.resolve("criu.kdat");
  }

  @Override
  public void register(SandboxState state) {
    waiting.computeIfAbsent(state.withLastTurnForgotten(), this::startDumper);
  }

  @Override
  public void unregister(SandboxState state) {
    CriuRelay relay = waiting.remove(state.withLastTurnForgotten());
    if (relay != null) {
      relay.close();
    }
  }

  /**
   * Dumps a sandbox that is frozen already; it is frozen still when this returns.
   *
   * @param captured runs while memory and files are at rest, after the memory was written
   */
  public void dump(Sandbox sandbox, Path images, Runnable captured) {
    SandboxState key = sandbox.state().withLastTurnForgotten();
    Path work = sandbox.paths().folder();
    CriuRelay spare = waiting.remove(key);
    CriuRelay relay = spare != null && spare.isReady() ? spare : startDumper(key);
    try {
      byte[] request = CriuRequest.dump(key.init().pid(), sandbox.cgroup().folder().toString());
      CriuRelay.Answer answer =
          relay.call(
              request,
              images,
              work,
              (stage, pid) -> {
                if (stage.equals("post-dump")) {
                  captured.run();
                }
              });
      if (!answer.success()) {
        throw failure(FaultCategory.DUMP_FAILED, work.resolve("dump.log"), answer.message());
      }
    } catch (IOException e) {
      throw failure(FaultCategory.DUMP_FAILED, work.resolve("dump.log"), e.toString());
    } finally {
      relay.close();
      Thread.startVirtualThread(() -> register(key));
    }
  }

  /** Told when everything is restored and nothing has run yet. */
  public interface Restored {
    void check(long initPid) throws IOException;
  }

  /** Restores into new namespaces and the cgroup; answers init's pid. */
  public long restore(
      String hostname, Overlay overlay, Cgroup cgroup, Path images, Restored restored) {
    long[] init = new long[1];
    Path work = overlay.paths().folder();
    Path log = work.resolve("restore.log");
    try {
      List<Integer> pipes = CriuImages.read(images).outsidePipes();
      try (CriuRelay relay = startRestorer(hostname, overlay, cgroup, pipes.size())) {
        CriuRelay.Answer answer =
            relay.call(
                CriuRequest.restore(overlay.paths().merged().toString(), pipes),
                images,
                work,
                (stage, pid) -> {
                  init[0] = pid > 0 ? pid : init[0];
                  if (stage.equals("pre-resume")) {
                    restored.check(init[0]);
                  }
                });
        if (!answer.success()) {
          throw failure(FaultCategory.RESTORE_FAILED, log, answer.message());
        }
        return answer.pid();
      }
    } catch (IOException e) {
      throw failure(FaultCategory.RESTORE_FAILED, log, e.toString());
    }
  }

  private CriuRelay startDumper(SandboxState state) {
    return start(
        "dump", List.of("init=" + state.init().pid(), "start=" + state.init().startTicks()));
  }

  private CriuRelay startRestorer(String hostname, Overlay overlay, Cgroup cgroup, int pipes) {
    List<String> arguments = new ArrayList<>(overlay.arguments());
    arguments.add("name=" + hostname);
    arguments.add("cgroup=" + cgroup.folder());
    arguments.add("pipes=" + pipes);
    return start("restore", arguments);
  }

  private CriuRelay start(String verb, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.add("criu=" + program);
    all.add("kdat=" + featureCache);
    try {
      return new CriuRelay(box.command(verb, all).start());
    } catch (IOException e) {
      throw new UncheckedIOException("criu: could not be started", e);
    }
  }

  private static WorkerFault failure(FaultCategory category, Path log, String message) {
    String found = CriuLog.errors(log).orElse(message);
    if (DiskFull.saidIn(found + message)) {
      return DiskFull.fault("the process image", found);
    }
    return new WorkerFault(
        category, "criu: expected success; found " + found, "see the log of the worker");
  }
}
