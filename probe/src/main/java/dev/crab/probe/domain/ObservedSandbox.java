package dev.crab.probe.domain;

import dev.crab.schemas.avro.EventBatch;
import dev.crab.schemas.avro.LossKind;
import dev.crab.schemas.avro.LossReport;
import dev.crab.schemas.avro.SyscallEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One registered sandbox: its turn, its stream and what waits to be published. Events of a later
 * turn generation wait until the marker between is out.
 */
public final class ObservedSandbox {
  private static final int NAMES_LIMIT = 65_536;
  private static final long NAME_CHARACTERS_LIMIT = 16L << 20;

  private final Registration registration;
  private final int slot;
  private final ObservationStream stream;
  private final long firstGeneration;
  private final NameLedger names = new NameLedger(NAMES_LIMIT, NAME_CHARACTERS_LIMIT);
  private final LossLedger losses = new LossLedger();
  private final BiConsumer<ObservedSandbox, Long> failedSend;
  private final List<SyscallEvent> pending = new ArrayList<>();
  private final List<SyscallEvent> deferred = new ArrayList<>();
  private long generation;
  private Turns turns;
  private boolean namesMoved;
  private long turnEvents;
  private long turnLossesBefore;

  /**
   * @param firstGeneration events of earlier generations belong to an earlier user of the slot
   * @param failedSend told, from any thread, how many events a failed send held
   */
  public ObservedSandbox(
      Registration registration,
      int slot,
      long firstGeneration,
      ObservationStream stream,
      BiConsumer<ObservedSandbox, Long> failedSend) {
    this.registration = registration;
    this.slot = slot;
    this.stream = stream;
    this.firstGeneration = firstGeneration;
    this.generation = firstGeneration;
    this.failedSend = failedSend;
    this.turns = new Turns.Idle(registration.lastTurn());
  }

  public Registration registration() {
    return registration;
  }

  public int slot() {
    return slot;
  }

  public long epoch() {
    return stream.epoch();
  }

  public NameLedger names() {
    return names;
  }

  public LossLedger losses() {
    return losses;
  }

  public Turns turns() {
    return turns;
  }

  /** The one place where the turn's state changes. */
  public void become(Turns next) {
    turns = next;
  }

  /** Events of this turn so far. */
  public long turnEvents() {
    return turnEvents;
  }

  /** Losses of this turn so far. */
  public long turnLosses() {
    return losses.total() - turnLossesBefore;
  }

  /** Takes an event from the ring. */
  public void take(long eventGeneration, SyscallEvent event) {
    if (eventGeneration < firstGeneration) {
      return;
    }
    namesMoved |= NameLedger.concernsNames(event);
    if (eventGeneration > generation) {
      deferred.add(event);
    } else {
      join(event);
    }
  }

  private void join(SyscallEvent event) {
    names.note(event);
    turnEvents++;
    pending.add(event);
  }

  /** Whether a name came or went since the last call. */
  public boolean namesMovedSince() {
    boolean moved = namesMoved;
    namesMoved = false;
    return moved;
  }

  /** Events of this generation on belong to the next turn. */
  public void turnEnded(long nextGeneration) {
    generation = nextGeneration;
    names.clear();
    turnEvents = 0;
    turnLossesBefore = losses.total();
    List<SyscallEvent> waiting = List.copyOf(deferred);
    deferred.clear();
    waiting.forEach(this::join);
  }

  /** The marker did not get through: what waited belongs to the turn that goes on. */
  public void turnGoesOn(long sameTurnGeneration) {
    generation = sameTurnGeneration;
    names.giveUp();
    List<SyscallEvent> waiting = List.copyOf(deferred);
    deferred.clear();
    waiting.forEach(this::join);
  }

  /** Hands over all pending events. */
  public void publishEvents(Moment now) {
    if (pending.isEmpty()) {
      return;
    }
    List<SyscallEvent> events = List.copyOf(pending);
    pending.clear();
    for (EventBatch batch : EventBatches.of(events)) {
      List<SyscallEvent> held = batch.getEvents();
      Moment newest = now.at(held.getLast().getTimeNanos());
      handOver(batch, newest, held.size());
    }
  }

  /** Hands over what was lost and not yet told. */
  public void publishLosses(Moment now) {
    for (LossReport report : losses.take()) {
      if (stream.publish(report, now) instanceof Handover.Refused) {
        losses.restore(report);
      }
    }
  }

  private void handOver(EventBatch batch, Moment newest, int count) {
    switch (stream.publish(batch, newest)) {
      case Handover.Refused refused ->
          losses.add(LossKind.PRODUCER_BUFFER_FULL, count, refused.cause());
      case Handover.Accepted accepted -> watch(accepted, count);
    }
  }

  private void watch(Handover.Accepted accepted, long count) {
    var unused =
        accepted
            .acknowledged()
            .whenComplete(
                (ok, failure) -> {
                  if (failure != null) {
                    failedSend.accept(this, count);
                  }
                });
  }

  /** Hands over a marker. */
  public Handover publishMarker(Object marker, Moment now) {
    return stream.publish(marker, now);
  }

  /** Label of the open turn. */
  public @Nullable String label() {
    return switch (turns) {
      case Turns.Idle idle -> null;
      case Turns.Open open -> open.label();
      case Turns.Closing closing -> closing.label();
    };
  }
}
