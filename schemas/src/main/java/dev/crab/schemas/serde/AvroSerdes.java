package dev.crab.schemas.serde;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serializers of our Avro records in the Confluent wire format: a zero byte, the schema's id in the
 * registry as four bytes big-endian, the record in Avro's binary encoding. Subjects are named
 * topic-value.
 */
public final class AvroSerdes {
  private final Map<String, Object> config;

  /**
   * @param registryUrl base URL of a Confluent-compatible schema registry
   */
  public AvroSerdes(String registryUrl) {
    TrustedRecords.trust();
    this.config =
        Map.of(
            "schema.registry.url",
            registryUrl,
            "specific.avro.reader",
            true,
            "auto.register.schemas",
            true,
            "avro.remove.java.properties",
            true);
  }

  /** A serializer for record values; registers the schema at first use. */
  public <T extends SpecificRecord> Serializer<T> serializer() {
    KafkaAvroSerializer confluent = new KafkaAvroSerializer();
    confluent.configure(config, false);
    return new Serializer<>() {
      @Override
      public byte @Nullable [] serialize(String topic, @Nullable T value) {
        return value == null ? null : confluent.serialize(topic, value);
      }

      @Override
      public void close() {
        confluent.close();
      }
    };
  }

  /**
   * A deserializer that answers only values of one type.
   *
   * @throws SerializationException from deserialize, when the bytes hold something else
   */
  public <T extends SpecificRecord> Deserializer<T> deserializer(Class<T> type) {
    KafkaAvroDeserializer confluent = new KafkaAvroDeserializer();
    confluent.configure(config, false);
    return new Deserializer<>() {
      @Override
      public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        Object value = confluent.deserialize(topic, bytes);
        if (value != null && !type.isInstance(value)) {
          throw new SerializationException(
              topic
                  + ": expected "
                  + type.getSimpleName()
                  + "; found "
                  + value.getClass().getName());
        }
        return type.cast(value);
      }

      @Override
      public void close() {
        confluent.close();
      }
    };
  }

  /** Both directions, for Kafka Streams. */
  public <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    return Serdes.serdeFrom(serializer(), deserializer(type));
  }
}
