package dev.crab.schemas;

import dev.crab.schemas.avro.LossReport;
import dev.crab.schemas.avro.Marker;
import dev.crab.schemas.topic.Topic;
import dev.crab.schemas.topic.TopicCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Schemas as they were released, and a record of each in its bytes. Written only where missing,
 * with -Dcrab.golden.write=true: what was released does not change.
 */
final class Golden {
  static final Path FOLDER = Path.of("src/test/resources/golden");

  private Golden() {}

  /** The values of all topics, and the payloads of an observation that its sample does not hold. */
  static Stream<Schema> current() {
    return Stream.concat(
        TopicCatalog.all().stream().map(Topic::value).flatMap(v -> v.stream()),
        Stream.of(Marker.getClassSchema(), LossReport.getClassSchema()));
  }

  static Schema schema(Schema current) throws IOException {
    Path file = FOLDER.resolve(current.getName() + ".avsc");
    writeMissing(
        file,
        (SchemaFormatter.format("json/pretty", current) + "\n").getBytes(StandardCharsets.UTF_8));
    return new Schema.Parser().parse(Files.readString(file));
  }

  static byte[] bytes(Schema current) throws IOException {
    Path file = FOLDER.resolve(current.getName() + ".bin");
    writeMissing(file, encoded(Samples.of(current), current));
    return Files.readAllBytes(file);
  }

  static byte[] encoded(GenericRecord value, Schema schema) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(schema).write(value, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  static GenericRecord decoded(byte[] bytes, Schema writer, Schema reader) throws IOException {
    return new GenericDatumReader<GenericRecord>(writer, reader)
        .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
  }

  private static void writeMissing(Path file, byte[] content) throws IOException {
    if (Boolean.getBoolean("crab.golden.write") && Files.notExists(file)) {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }
  }
}
