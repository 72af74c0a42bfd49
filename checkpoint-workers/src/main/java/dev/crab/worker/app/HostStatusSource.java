package dev.crab.worker.app;

import dev.crab.schemas.avro.HostState;
import dev.crab.schemas.avro.HostStatus;
import dev.crab.schemas.avro.SandboxState;
import dev.crab.schemas.avro.SandboxStatus;
import dev.crab.worker.run.Dispatcher;
import dev.crab.worker.sandbox.ProcFs;
import dev.crab.worker.sandbox.Sandbox;
import dev.crab.worker.sandbox.Sandboxes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/** The host's status as it is now. */
final class HostStatusSource implements Supplier<HostStatus> {
  private final WorkerSettings settings;
  private final String endpoint;
  private final Sandboxes sandboxes;
  private final Dispatcher dispatcher;
  private final InstantSource clock;
  private final long generation;
  private volatile HostState state = HostState.UP;

  HostStatusSource(
      WorkerSettings settings,
      String endpoint,
      Sandboxes sandboxes,
      Dispatcher dispatcher,
      InstantSource clock) {
    this.settings = settings;
    this.endpoint = endpoint;
    this.sandboxes = sandboxes;
    this.dispatcher = dispatcher;
    this.clock = clock;
    this.generation = wallMicros();
  }

  void state(HostState next) {
    state = next;
  }

  @Override
  public HostStatus get() {
    Dispatcher.Load load = dispatcher.load();
    return HostStatus.newBuilder()
        .setHost(settings.host())
        .setBootId(ProcFs.bootId())
        .setGeneration(generation)
        .setWallTimeMicros(wallMicros())
        .setWorkerEndpoint(endpoint)
        .setProbeEndpoint(settings.probeEndpoint())
        .setState(state)
        .setSandboxes(sandboxes.all().stream().map(HostStatusSource::describe).toList())
        .setQueuedJobs(load.queued())
        .setRunningJobs(load.running())
        .build();
  }

  private static SandboxStatus describe(Sandbox sandbox) {
    boolean running = sandbox.isRunning();
    return SandboxStatus.newBuilder()
        .setSandbox(sandbox.id().value())
        .setState(running ? SandboxState.RUNNING : SandboxState.DEAD)
        .setInitPid(running ? (int) sandbox.state().init().pid() : 0)
        .setStartedWallTimeMicros(sandbox.state().startedWallTimeMicros())
        .setRestoredFrom(sandbox.state().restoredFrom())
        .build();
  }

  private long wallMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }
}
