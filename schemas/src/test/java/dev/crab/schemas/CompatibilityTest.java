package dev.crab.schemas;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompatibilityTest {
  static Stream<Schema> schemas() {
    return Golden.current();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldReadWhatTheReleasedSchemaWrote(Schema current) throws Exception {
    // Given
    Schema released = Golden.schema(current);

    // When
    var backward = SchemaCompatibility.checkReaderWriterCompatibility(current, released);

    // Then
    assertThat(backward.getType()).as(backward.getDescription()).isEqualTo(COMPATIBLE);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldBeReadableByTheReleasedSchema(Schema current) throws Exception {
    // Given
    Schema released = Golden.schema(current);

    // When
    var forward = SchemaCompatibility.checkReaderWriterCompatibility(released, current);

    // Then
    assertThat(forward.getType()).as(forward.getDescription()).isEqualTo(COMPATIBLE);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldDecodeTheGoldenRecord(Schema current) throws Exception {
    // Given
    Schema released = Golden.schema(current);
    byte[] bytes = Golden.bytes(current);

    // When
    GenericRecord asReleased = Golden.decoded(bytes, released, released);
    GenericRecord asCurrent = Golden.decoded(bytes, released, current);

    // Then
    assertThat(asReleased).isEqualTo(Samples.of(released));
    assertThat(Golden.decoded(Golden.encoded(asCurrent, current), current, released))
        .isEqualTo(asReleased);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void shouldHaveADefaultForEachEnum(Schema current) {
    // Given
    List<String> without = new ArrayList<>();

    // When
    enumsWithoutDefault(current, new ArrayList<>(), without);

    // Then
    assertThat(without).as("a symbol added later could not be read by what is deployed").isEmpty();
  }

  private static void enumsWithoutDefault(Schema schema, List<Schema> seen, List<String> without) {
    switch (schema.getType()) {
      case RECORD -> {
        if (!seen.contains(schema)) {
          seen.add(schema);
          schema.getFields().forEach(f -> enumsWithoutDefault(f.schema(), seen, without));
        }
      }
      case ENUM -> {
        if (schema.getEnumDefault() == null) {
          without.add(schema.getFullName());
        }
      }
      case ARRAY -> enumsWithoutDefault(schema.getElementType(), seen, without);
      case MAP -> enumsWithoutDefault(schema.getValueType(), seen, without);
      case UNION -> schema.getTypes().forEach(t -> enumsWithoutDefault(t, seen, without));
      default -> {}
    }
  }
}
