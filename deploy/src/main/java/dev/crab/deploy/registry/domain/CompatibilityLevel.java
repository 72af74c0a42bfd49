package dev.crab.deploy.registry.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** What a new schema of a subject owes the earlier ones. */
public enum CompatibilityLevel {
  NONE(false, false, false),
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean readsOld;
  private final boolean readByOld;
  private final boolean transitive;

  CompatibilityLevel(boolean readsOld, boolean readByOld, boolean transitive) {
    this.readsOld = readsOld;
    this.readByOld = readByOld;
    this.transitive = transitive;
  }

  /** Reads a name, in any case; empty if there is no such level. */
  public static Optional<CompatibilityLevel> named(String name) {
    String wanted = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(level -> level.name().equals(wanted)).findFirst();
  }

  /**
   * What the new schema breaks.
   *
   * @param earlier oldest first
   * @return one message for each incompatibility; empty if compatible
   */
  List<String> violations(Schema added, List<Schema> earlier) {
    List<Schema> compared = transitive || earlier.isEmpty() ? earlier : List.of(earlier.getLast());
    return compared.stream().flatMap(old -> violations(added, old).stream()).toList();
  }

  private List<String> violations(Schema added, Schema old) {
    List<String> backward =
        readsOld ? cannotRead(added, old, "the new schema", "an old one") : List.of();
    List<String> forward =
        readByOld ? cannotRead(old, added, "an old schema", "the new one") : List.of();
    return Stream.concat(backward.stream(), forward.stream()).toList();
  }

  private static List<String> cannotRead(
      Schema reader, Schema writer, String readerName, String writerName) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    if (result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE) {
      return List.of();
    }
    return result.getIncompatibilities().stream()
        .map(
            found ->
                readerName
                    + " cannot read data of "
                    + writerName
                    + ": "
                    + found.getType()
                    + " at "
                    + found.getLocation()
                    + ": "
                    + found.getMessage())
        .toList();
  }
}
