package dev.crab.probe.domain;

import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.id.SandboxId;

/** Numbers the observations of one sandbox in one epoch, without gaps but for what is lost. */
public final class ObservationStream {
  private final HostIdentity host;
  private final SandboxId sandbox;
  private final long epoch;
  private final ObservationPublisher publisher;
  private long next;

  public ObservationStream(
      HostIdentity host, SandboxId sandbox, long epoch, ObservationPublisher publisher) {
    this.host = host;
    this.sandbox = sandbox;
    this.epoch = epoch;
    this.publisher = publisher;
  }

  public long epoch() {
    return epoch;
  }

  /** Observations handed over. */
  public long handedOver() {
    return next;
  }

  /** Hands an observation over; a number is used up only if it was taken. */
  public Handover publish(Object payload, Moment moment) {
    Handover handover =
        publisher.publish(
            new Observation(
                host.host().value(),
                host.bootId(),
                sandbox.value(),
                epoch,
                next,
                moment.bootNanos(),
                moment.wallMicros(),
                payload));
    if (handover instanceof Handover.Accepted) {
      next++;
    }
    return handover;
  }
}
