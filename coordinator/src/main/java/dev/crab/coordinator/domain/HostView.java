package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.HostState;
import dev.crab.schemas.avro.HostStatus;
import dev.crab.schemas.avro.SandboxState;
import dev.crab.schemas.avro.SandboxStatus;
import java.time.Duration;
import java.util.Optional;

/** A host as its newest heartbeat says. */
public record HostView(HostStatus status, long seenMicros) {
  /** A heartbeat older than this says nothing about now. */
  public static final Duration FRESH = Duration.ofSeconds(5);

  /** An older generation of the worker is not listened to. */
  boolean outdates(HostStatus other) {
    return other.getGeneration() < status.getGeneration();
  }

  public boolean fresh(long nowMicros) {
    return nowMicros - seenMicros <= FRESH.toNanos() / 1_000;
  }

  /** Can be talked to. */
  public boolean live(long nowMicros) {
    return fresh(nowMicros) && status.getState() != HostState.DOWN;
  }

  /** Takes new sandboxes. */
  public boolean accepting(long nowMicros) {
    return fresh(nowMicros) && status.getState() == HostState.UP;
  }

  public Optional<SandboxStatus> sandbox(String name) {
    return status.getSandboxes().stream().filter(s -> s.getSandbox().equals(name)).findFirst();
  }

  public boolean runs(String name) {
    return sandbox(name).map(s -> s.getState() == SandboxState.RUNNING).orElse(false);
  }

  public long running() {
    return status.getSandboxes().stream().filter(s -> s.getState() == SandboxState.RUNNING).count();
  }
}
