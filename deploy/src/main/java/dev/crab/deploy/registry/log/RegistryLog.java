package dev.crab.deploy.registry.log;

import dev.crab.deploy.registry.domain.RegistryEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only file of events. A line counts once its end is on disk; a last line without one is
 * what a crash left of an event nobody was told of, and is cut off.
 */
public final class RegistryLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RegistryLog.class);
  private static final String FILE = "schemas.jsonl";

  private final Path file;
  private final FileChannel channel;

  private RegistryLog(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens the file and hands over what is in it.
   *
   * @throws IOException if it cannot be read, or holds a line that is no event before its last
   */
  public static RegistryLog open(Path folder, Consumer<RegistryEvent> recovered)
      throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    boolean isNew = Files.notExists(file);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    RegistryLog opened = new RegistryLog(file, channel);
    try {
      opened.recover(recovered);
      if (isNew) {
        forceFolder(folder);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    return opened;
  }

  private void recover(Consumer<RegistryEvent> recovered) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int start = 0;
    int line = 1;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        recovered.accept(event(new String(bytes, start, at - start, StandardCharsets.UTF_8), line));
        start = at + 1;
        line++;
      }
    }
    if (start < bytes.length) {
      log.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("line", line)
          .log("last line has no end and is cut off");
      channel.truncate(start);
      channel.force(true);
    }
    channel.position(start);
  }

  private RegistryEvent event(String text, int line) throws IOException {
    try {
      return EventLine.read(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file
              + ", line "
              + line
              + ": "
              + e.getMessage()
              + ". Mend or remove the line; schema ids after it must not change",
          e);
    }
  }

  /**
   * Writes the events and returns when they are on disk.
   *
   * @throws IOException if they are not; then none of them is
   */
  public void append(List<RegistryEvent> events) throws IOException {
    List<String> lines = new ArrayList<>();
    events.forEach(event -> lines.add(EventLine.write(event) + "\n"));
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(String.join("", lines));
    long before = channel.position();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      channel.truncate(before);
      channel.position(before);
      throw e;
    }
  }

  private static void forceFolder(Path folder) throws IOException {
    try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
