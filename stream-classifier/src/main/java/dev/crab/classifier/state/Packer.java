package dev.crab.classifier.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Packs values into bytes: a version first, then Avro's binary primitives. */
final class Packer {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);

  Packer(int version) {
    integer(version);
  }

  Packer integer(int value) {
    return write(() -> encoder.writeInt(value));
  }

  Packer number(long value) {
    return write(() -> encoder.writeLong(value));
  }

  Packer flag(boolean value) {
    return write(() -> encoder.writeBoolean(value));
  }

  Packer text(String value) {
    return write(() -> encoder.writeString(value));
  }

  Packer optionalText(@Nullable String value) {
    flag(value != null);
    return value == null ? this : text(value);
  }

  /** By name, so that the order of the constants may change. */
  Packer constant(Enum<?> value) {
    return text(value.name());
  }

  Packer optionalConstant(@Nullable Enum<?> value) {
    return optionalText(value == null ? null : value.name());
  }

  byte[] bytes() {
    write(encoder::flush);
    return bytes.toByteArray();
  }

  private interface Writing {
    void run() throws IOException;
  }

  private Packer write(Writing writing) {
    try {
      writing.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array refused bytes", e);
    }
  }
}
