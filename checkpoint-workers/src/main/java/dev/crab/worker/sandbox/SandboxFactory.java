package dev.crab.worker.sandbox;

import dev.crab.schemas.id.SandboxId;
import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import dev.crab.worker.sandbox.SandboxState.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes sandboxes out of folders, and finds them again. */
public final class SandboxFactory {
  private final SandboxHost host;
  private final Box box;
  private final InstantSource clock;

  public SandboxFactory(SandboxHost host, Box box, InstantSource clock) {
    this.host = host;
    this.box = box;
    this.clock = clock;
  }

  /** Id of the root filesystem that new sandboxes get. */
  public String currentRootfs() {
    try {
      return host.rootfs().resolve("current").toRealPath().getFileName().toString();
    } catch (IOException e) {
      throw noRootfs("current", e);
    }
  }

  /** Cgroup of a sandbox. */
  public Cgroup cgroup(SandboxId id) {
    return host.cgroup(id);
  }

  /** Prepares folders and cgroup, without any process. */
  public Overlay prepare(SandboxId id, String rootfsId, List<String> layers) {
    SandboxPaths paths = host.paths(id);
    Path rootfs = host.rootfs().resolve(rootfsId);
    if (!Files.isDirectory(rootfs)) {
      throw noRootfs(rootfsId, new IOException(rootfs.toString()));
    }
    try {
      for (Path folder : List.of(paths.upper(), paths.work(), paths.merged())) {
        Files.createDirectories(folder);
      }
      Files.createDirectories(host.layers());
      host.cgroup(id).create();
    } catch (IOException e) {
      throw new UncheckedIOException("sandbox " + id + ": folders", e);
    }
    return new Overlay(host.layers(), layers, rootfs, paths);
  }

  /** Boots a fresh init on a prepared root; on failure nothing is left. */
  public Sandbox boot(
      SandboxId id, String rootfsId, List<String> layers, @Nullable Origin origin, long lastTurn) {
    Overlay overlay = prepare(id, rootfsId, layers);
    List<String> arguments = new ArrayList<>(overlay.arguments());
    arguments.add("name=" + id);
    arguments.add("cgroup=" + host.cgroup(id).folder());
    try {
      Process process = box.command("create", arguments).start();
      process.getOutputStream().close();
      String answer = text(process.getInputStream().readAllBytes());
      String complaint = text(process.getErrorStream().readAllBytes());
      if (answer.isEmpty()) {
        throw new WorkerFault(
            FaultCategory.UNAVAILABLE,
            "sandbox " + id + ": expected to be created; found " + complaint,
            "run deploy/crab doctor");
      }
      return describe(id, Long.parseLong(answer), overlay, origin, lastTurn);
    } catch (IOException e) {
      throw new UncheckedIOException("sandbox " + id + ": could not be created", e);
    }
  }

  /** The sandbox around a running init. */
  public Sandbox describe(
      SandboxId id, long initPid, Overlay overlay, @Nullable Origin origin, long lastTurn) {
    Cgroup cgroup = host.cgroup(id);
    ProcessKey init =
        ProcFs.process(initPid)
            .map(LiveProcess::key)
            .orElseThrow(
                () ->
                    new WorkerFault(
                        FaultCategory.UNAVAILABLE,
                        "sandbox " + id + ": expected a running init; found it ended",
                        "look for the out-of-memory killer in the kernel's log"));
    try {
      SandboxState state =
          new SandboxState(
              id,
              init,
              ProcFs.bootId(),
              ProcFs.pidNamespace(initPid),
              cgroup.id(),
              overlay.rootfs().getFileName().toString(),
              overlay.layers(),
              origin,
              lastTurn,
              lastTurn,
              ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
      return new Sandbox(overlay.paths(), cgroup, overlay, state);
    } catch (IOException e) {
      throw new UncheckedIOException("sandbox " + id + ": cgroup", e);
    }
  }

  void save(Sandbox sandbox) throws IOException {
    StateFiles.write(sandbox.paths().state(), sandbox.state().toJson());
  }

  /** The sandbox that an earlier worker left, if it was in this boot. */
  Optional<Sandbox> load(SandboxId id) throws IOException {
    SandboxPaths paths = host.paths(id);
    return StateFiles.read(paths.state())
        .map(SandboxState::fromJson)
        .filter(state -> state.bootId().equals(ProcFs.bootId()))
        .map(
            state ->
                new Sandbox(
                    paths,
                    host.cgroup(id),
                    new Overlay(
                        host.layers(),
                        state.layers(),
                        host.rootfs().resolve(state.rootfsId()),
                        paths),
                    state));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }

  private static WorkerFault noRootfs(String id, IOException cause) {
    return new WorkerFault(
        FaultCategory.UNAVAILABLE,
        "root filesystem " + id + ": expected in the cache; found none",
        "run deploy/crab setup",
        cause);
  }
}
