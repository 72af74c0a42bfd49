package dev.crab.deploy.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The whole lines that were added to a file since the last look. */
final class LineTail implements AutoCloseable {
  private final FileChannel channel;
  private String rest = "";

  private LineTail(FileChannel channel) {
    this.channel = channel;
  }

  static LineTail open(Path file) throws IOException {
    return new LineTail(FileChannel.open(file, StandardOpenOption.READ));
  }

  List<String> lines() throws IOException {
    ByteBuffer added = ByteBuffer.allocate(Math.toIntExact(channel.size() - channel.position()));
    int read = channel.read(added);
    while (read > 0) {
      read = channel.read(added);
    }
    String text = rest + StandardCharsets.UTF_8.decode(added.flip());
    int end = text.lastIndexOf('\n') + 1;
    rest = text.substring(end);
    return text.substring(0, end).lines().toList();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
