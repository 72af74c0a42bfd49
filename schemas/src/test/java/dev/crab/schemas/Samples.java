package dev.crab.schemas;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** A record of any schema in which every field holds something; the same each time. */
final class Samples {
  private int number;

  static GenericRecord of(Schema schema) {
    return (GenericRecord) new Samples().value(schema, schema.getName());
  }

  private Object value(Schema schema, String name) {
    number++;
    return switch (schema.getType()) {
      case RECORD -> {
        GenericRecord sample = new GenericData.Record(schema);
        schema.getFields().forEach(f -> sample.put(f.name(), value(f.schema(), f.name())));
        yield sample;
      }
      case ENUM -> new GenericData.EnumSymbol(schema, schema.getEnumSymbols().getLast());
      case ARRAY -> new GenericData.Array<>(schema, List.of(value(schema.getElementType(), name)));
      case MAP -> Map.of(name, value(schema.getValueType(), name));
      case UNION -> value(filled(schema), name);
      case STRING -> name + number;
      case BYTES -> ByteBuffer.wrap(new byte[] {(byte) number});
      case INT -> number;
      case LONG -> 1_000_000_000_000L + number;
      case BOOLEAN -> true;
      case FLOAT -> number + 0.5f;
      case DOUBLE -> number + 0.5;
      case FIXED, NULL ->
          throw new IllegalArgumentException("a kind of schema that is not in use: " + schema);
    };
  }

  /** The first kind that holds something. */
  private static Schema filled(Schema union) {
    return union.getTypes().stream()
        .filter(t -> t.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }
}
