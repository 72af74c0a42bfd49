package dev.crab.deploy.decode;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Values one after another, each behind its length in four bytes, as kcat's format %R%s writes. */
public final class Frames {
  private static final int LARGEST = 64 << 20;

  private final DataInputStream in;

  public Frames(InputStream in) {
    this.in = new DataInputStream(in);
  }

  /**
   * The next value; empty at the end. A record without a value has an empty one.
   *
   * @throws IOException if it ends within a value, or what comes is no length
   */
  public Optional<byte[]> next() throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    if (length < -1 || length > LARGEST) {
      throw new IOException(
          "expected a length of at most "
              + LARGEST
              + "; found "
              + length
              + ", so this is not what kcat -f '%R%s' writes");
    }
    byte[] value = in.readNBytes(Math.max(0, length));
    if (value.length < length) {
      throw new EOFException("expected " + length + " bytes; found " + value.length);
    }
    return Optional.of(value);
  }
}
