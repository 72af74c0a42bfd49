package dev.crab.probe.bpf;

import dev.crab.probe.domain.Handover;
import dev.crab.probe.domain.ObservationPublisher;
import dev.crab.schemas.avro.EventBatch;
import dev.crab.schemas.avro.LossReport;
import dev.crab.schemas.avro.Marker;
import dev.crab.schemas.avro.MarkerKind;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.SyscallEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is given; can be told to refuse, or to acknowledge later. */
public final class RecordingPublisher implements ObservationPublisher {
  private final List<Observation> published = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<Void>> open = new ArrayList<>();
  private volatile boolean refusing;
  private volatile boolean holding;

  @Override
  public Handover publish(Observation observation) {
    if (refusing) {
      return new Handover.Refused("full");
    }
    published.add(observation);
    CompletableFuture<Void> ack = new CompletableFuture<>();
    if (holding) {
      open.add(ack);
    } else {
      ack.complete(null);
    }
    return new Handover.Accepted(ack);
  }

  public void refuse(boolean refuse) {
    refusing = refuse;
  }

  public void hold() {
    holding = true;
  }

  public void fail() {
    holding = false;
    open.forEach(f -> f.completeExceptionally(new IllegalStateException("broker away")));
    open.clear();
  }

  public List<Observation> published() {
    return List.copyOf(published);
  }

  public List<SyscallEvent> events() {
    return published.stream()
        .filter(o -> o.getPayload() instanceof EventBatch)
        .flatMap(o -> ((EventBatch) o.getPayload()).getEvents().stream())
        .toList();
  }

  public List<Marker> markers() {
    return published.stream()
        .filter(o -> o.getPayload() instanceof Marker)
        .map(o -> (Marker) o.getPayload())
        .toList();
  }

  public Marker last(MarkerKind kind) {
    return markers().stream().filter(m -> m.getKind() == kind).toList().getLast();
  }

  public List<LossReport> losses() {
    return published.stream()
        .filter(o -> o.getPayload() instanceof LossReport)
        .map(o -> (LossReport) o.getPayload())
        .toList();
  }

  public void clear() {
    published.clear();
  }

  @Override
  public void close() {}
}
