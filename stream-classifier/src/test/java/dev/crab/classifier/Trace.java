package dev.crab.classifier;

import dev.crab.schemas.avro.EventBatch;
import dev.crab.schemas.avro.LossKind;
import dev.crab.schemas.avro.LossReport;
import dev.crab.schemas.avro.Marker;
import dev.crab.schemas.avro.MarkerKind;
import dev.crab.schemas.avro.MarkerSource;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.ProcessSample;
import dev.crab.schemas.avro.SyscallEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes the stream of one sandbox, numbers and times filled in. */
public final class Trace {
  private final String sandbox;
  private final List<Observation> observations = new ArrayList<>();
  private List<ProcessSample> processes = List.of(process(1, 100));
  private long epoch = 1_000;
  private long sequence;
  private long timeNanos = 1_000_000;
  private long calls;

  public Trace(String sandbox) {
    this.sandbox = sandbox;
  }

  /** A registered sandbox with an idle init. */
  public static Trace registered() {
    return new Trace("s1").register(0);
  }

  public static ProcessSample process(int pid, long runtimeNanos) {
    return new ProcessSample(pid + 5_000, pid, pid * 10L, "p" + pid, 1, runtimeNanos, 1L, false);
  }

  /** The processes of all markers from here on. */
  public Trace processes(ProcessSample... samples) {
    processes = List.of(samples);
    return this;
  }

  public Trace register(long lastTurn) {
    return marker(MarkerKind.REGISTERED, lastTurn, m -> {});
  }

  public Trace begin(long turn) {
    return marker(MarkerKind.TURN_BEGIN, turn, m -> m.setProcesses(null).setLabel("turn " + turn));
  }

  public Trace end(long turn) {
    return end(turn, m -> {});
  }

  public Trace end(long turn, Consumer<Marker.Builder> change) {
    return marker(MarkerKind.TURN_END, turn, change);
  }

  public Trace baseline() {
    return marker(MarkerKind.BASELINE, 0, m -> {});
  }

  public Trace gone(long turn) {
    return marker(MarkerKind.GONE, turn, m -> m.setProcesses(null));
  }

  public Trace turn(long turn, SyscallEvent.Builder... events) {
    return begin(turn).events(events).end(turn);
  }

  public Trace events(SyscallEvent.Builder... events) {
    if (events.length == 0) {
      return this;
    }
    List<SyscallEvent> built = new ArrayList<>();
    for (SyscallEvent.Builder event : events) {
      timeNanos += 10;
      built.add(event.setTimeNanos(timeNanos).build());
    }
    return add(new EventBatch(built));
  }

  /** An event as it is, its time included. */
  public Trace lateEvent(SyscallEvent.Builder event) {
    return add(new EventBatch(List.of(event.setTimeNanos(1).build())));
  }

  public Trace loss(LossKind kind, long count) {
    return add(new LossReport(kind, count, "detail"));
  }

  public Trace marker(MarkerKind kind, long turn, Consumer<Marker.Builder> change) {
    Marker.Builder marker =
        Marker.newBuilder()
            .setKind(kind)
            .setSource(MarkerSource.API)
            .setTurn(turn)
            .setProcesses(processes)
            .setSurvivors(kind == MarkerKind.TURN_END ? List.of() : null)
            .setCalls(calls);
    change.accept(marker);
    return add(marker.build());
  }

  /** The sandbox made calls. */
  public Trace calls(long more) {
    calls += more;
    return this;
  }

  /** Observations that never arrive. */
  public Trace missing(int count) {
    sequence += count;
    return this;
  }

  /** The newest observation once more. */
  public Trace duplicate() {
    observations.add(observations.getLast());
    return this;
  }

  public Trace newEpoch() {
    epoch += 1_000;
    sequence = 0;
    return this;
  }

  public List<Observation> observations() {
    return List.copyOf(observations);
  }

  public Observation last() {
    return observations.getLast();
  }

  private Trace add(Object payload) {
    timeNanos += 1_000;
    observations.add(
        new Observation(
            "h1", "boot", sandbox, epoch, sequence++, timeNanos, timeNanos / 1_000, payload));
    return this;
  }
}
