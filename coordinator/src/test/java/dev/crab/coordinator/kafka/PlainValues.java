package dev.crab.coordinator.kafka;

import dev.crab.schemas.topic.Topic;
import dev.crab.schemas.topic.TopicCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Avro's binary encoding without a registry; each topic holds its schema of the catalogue. */
final class PlainValues implements ValueReader, ValueWriter {
  boolean registryDown;

  private static Schema schema(String topic) {
    return TopicCatalog.all().stream()
        .filter(t -> t.name().equals(topic))
        .findFirst()
        .flatMap(Topic::value)
        .orElseThrow();
  }

  @Override
  public Optional<SpecificRecord> read(String topic, byte[] bytes) {
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SpecificDatumReader<SpecificRecord>(schema(topic))
              .read(null, DecoderFactory.get().binaryDecoder(bytes, null)));
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("not a record of " + topic, e);
    }
  }

  @Override
  public byte[] write(String topic, SpecificRecord value) {
    if (registryDown) {
      throw new SerializationException("no registry");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new SpecificDatumWriter<SpecificRecord>(value.getSchema()).write(value, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new SerializationException(e);
    }
    return bytes.toByteArray();
  }
}
