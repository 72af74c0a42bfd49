package dev.crab.deploy.registry.domain;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A schema and its canonical text: Avro's own rendering of the parsed schema, free of the writer's
 * white space and order of attributes. Two schemas are one if these texts are equal.
 */
public record SchemaText(Schema schema, String canonical) {
  /**
   * Parses a schema.
   *
   * @throws IllegalArgumentException if it is no Avro schema
   */
  public static SchemaText parse(String text) {
    try {
      Schema schema = new Schema.Parser().parse(text);
      return new SchemaText(schema, schema.toString());
    } catch (AvroRuntimeException e) {
      throw new IllegalArgumentException("expected an Avro schema; found: " + e.getMessage(), e);
    }
  }
}
