package dev.crab.coordinator.kafka;

import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Reads record values in the Confluent wire format. */
@FunctionalInterface
interface ValueReader {

  /**
   * @return empty for a tombstone
   * @throws SerializationException if the bytes are no record of that topic
   */
  Optional<SpecificRecord> read(String topic, byte @Nullable [] bytes);
}
