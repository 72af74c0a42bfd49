package dev.crab.worker.snapshot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The bytes of a path as the kernel has them; names need not be UTF-8. */
final class RawPath {
  private RawPath() {}

  static byte[] bytes(Path path) {
    String text = path.toString();
    try {
      if (text.indexOf('\uFFFD') < 0 && Path.of(text).equals(path)) {
        return text.getBytes(StandardCharsets.UTF_8);
      }
    } catch (InvalidPathException notInThisLocale) {
      return decode(path);
    }
    return decode(path);
  }

  /** A path's URI carries its raw bytes, percent-encoded. */
  private static byte[] decode(Path path) {
    String encoded = path.toAbsolutePath().toUri().getRawPath();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int end =
        encoded.length() > 1 && encoded.endsWith("/") ? encoded.length() - 1 : encoded.length();
    for (int i = 0; i < end; i++) {
      if (encoded.charAt(i) == '%') {
        bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(encoded.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
