package dev.crab.coordinator.kafka;

import dev.crab.schemas.serde.AvroSerdes;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values with their schemas in the registry. A registry that cannot be reached is waited for: a
 * record must not be skipped because of it.
 */
final class RegistryValues implements ValueReader, ValueWriter {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryValues.class);
  private static final long PAUSE_MILLIS = 500;

  private final Deserializer<SpecificRecord> deserializer;
  private final Serializer<SpecificRecord> serializer;

  RegistryValues(AvroSerdes serdes) {
    this.deserializer = serdes.deserializer(SpecificRecord.class);
    this.serializer = serdes.serializer();
  }

  @Override
  public Optional<SpecificRecord> read(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return Optional.empty();
    }
    while (true) {
      try {
        return Optional.ofNullable(deserializer.deserialize(topic, bytes));
      } catch (SerializationException e) {
        if (!unreachable(e)) {
          throw e;
        }
        LOG.atWarn().addKeyValue("topic", topic).setCause(e).log("registry not reached; waiting");
        pause();
      }
    }
  }

  @Override
  public byte[] write(String topic, SpecificRecord value) {
    return serializer.serialize(topic, value);
  }

  static boolean unreachable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException
          || cause instanceof SocketTimeoutException
          || cause instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
