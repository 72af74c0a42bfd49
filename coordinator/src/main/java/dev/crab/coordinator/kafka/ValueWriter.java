package dev.crab.coordinator.kafka;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Writes record values in the Confluent wire format. */
@FunctionalInterface
interface ValueWriter {

  /**
   * @throws SerializationException if the schema cannot be registered
   */
  byte[] write(String topic, SpecificRecord value);
}
