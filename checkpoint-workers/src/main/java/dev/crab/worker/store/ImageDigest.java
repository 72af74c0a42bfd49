package dev.crab.worker.store;

import dev.crab.worker.domain.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** sha256 over the files of a process image: names, lengths and contents. */
public record ImageDigest(long bytes, String value) {

  /** Reads all files of a folder. */
  public static ImageDigest of(Path folder) throws IOException {
    MessageDigest digest = Sha256.create();
    long total = 0;
    for (Path file : files(folder)) {
      byte[] name = file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
      long size = Files.size(file);
      digest.update(ByteBuffer.allocate(12).putInt(name.length).putLong(size).flip());
      digest.update(name);
      total += size;
      update(digest, file);
    }
    return new ImageDigest(total, HexFormat.of().formatHex(digest.digest()));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }

  private static void update(MessageDigest digest, Path file) throws IOException {
    byte[] buffer = new byte[1 << 17];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
  }
}
