package dev.crab.probe.domain;

import dev.crab.schemas.avro.Observation;

/** Where observations go; those of one sandbox keep their order. */
public interface ObservationPublisher extends AutoCloseable {
  /** Takes an observation, or refuses it; waits at most briefly. */
  Handover publish(Observation observation);

  @Override
  void close();
}
