package dev.crab.deploy.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;

/** A value in the Confluent wire format as one line of JSON. */
public final class ValueDecoder {
  private static final int HEADER = 5;

  private final IntFunction<String> schemaText;
  private final Map<Integer, GenericDatumReader<Object>> readers = new HashMap<>();

  /**
   * @param schemaText the registry: text of a schema by its id
   */
  public ValueDecoder(IntFunction<String> schemaText) {
    this.schemaText = schemaText;
  }

  /**
   * Decodes.
   *
   * @throws IOException if the bytes are no such value
   */
  public String json(byte[] value) throws IOException {
    if (value.length == 0) {
      return "null";
    }
    if (value.length < HEADER || value[0] != 0) {
      throw new IOException(
          "expected a zero byte and a schema id; found " + value.length + " other bytes");
    }
    int id = ByteBuffer.wrap(value, 1, Integer.BYTES).getInt();
    GenericDatumReader<Object> reader = readers.computeIfAbsent(id, this::reader);
    Object record =
        reader.read(
            null, DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null));
    return GenericData.get().toString(record);
  }

  private GenericDatumReader<Object> reader(int id) {
    return new GenericDatumReader<>(new Schema.Parser().parse(schemaText.apply(id)));
  }
}
