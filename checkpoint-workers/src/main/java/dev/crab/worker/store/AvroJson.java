package dev.crab.worker.store;

import dev.crab.schemas.serde.TrustedRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Records in Avro's JSON encoding. */
public final class AvroJson {
  static {
    TrustedRecords.trust();
  }

  private AvroJson() {}

  /** The record as JSON text. */
  public static <T extends SpecificRecord> byte[] write(T record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Encoder encoder = EncoderFactory.get().jsonEncoder(record.getSchema(), bytes, true);
    new SpecificDatumWriter<T>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  /** The record in a file; empty if there is no such file. */
  static <T extends SpecificRecord> Optional<T> read(Path file, Class<T> type) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    DatumReader<T> reader = new SpecificDatumReader<>(type);
    return Optional.of(
        reader.read(
            null,
            DecoderFactory.get()
                .jsonDecoder(SpecificData.get().getSchema(type), Files.readString(file))));
  }
}
