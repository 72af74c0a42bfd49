package dev.crab.classifier.state;

import java.io.IOException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Packer} packed. */
final class Unpacker {
  private final BinaryDecoder decoder;

  /**
   * @throws UnreadableStateException if the bytes are of another version
   */
  Unpacker(byte[] bytes, int version) {
    decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    int found = integer();
    if (found != version) {
      throw new UnreadableStateException("expected version " + version + "; found " + found);
    }
  }

  int integer() {
    return read(decoder::readInt);
  }

  long number() {
    return read(decoder::readLong);
  }

  boolean flag() {
    return read(decoder::readBoolean);
  }

  String text() {
    return read(decoder::readString);
  }

  @Nullable String optionalText() {
    return flag() ? text() : null;
  }

  <E extends Enum<E>> E constant(Class<E> type) {
    String name = text();
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new UnreadableStateException("no " + type.getSimpleName() + " is named " + name, e);
    }
  }

  <E extends Enum<E>> @Nullable E optionalConstant(Class<E> type) {
    return flag() ? constant(type) : null;
  }

  private interface Reading<T> {
    T run() throws IOException;
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.run();
    } catch (IOException e) {
      throw new UnreadableStateException("truncated or damaged", e);
    }
  }
}
