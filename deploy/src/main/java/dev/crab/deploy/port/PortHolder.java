package dev.crab.deploy.port;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who listens on a port, as far as this user may see.
 *
 * @param pid process id
 * @param command its name
 */
public record PortHolder(long pid, String command) {
  private static final String LISTENING = "0A";

  /** Looks through a proc file system; empty if nobody is found. */
  public static Optional<PortHolder> of(Path proc, int port) {
    return Stream.of("net/tcp", "net/tcp6")
        .flatMap(table -> inode(proc.resolve(table), port).stream())
        .flatMap(inode -> holder(proc, inode).stream())
        .findFirst();
  }

  private static Optional<String> inode(Path table, int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    try {
      return Files.readAllLines(table).stream()
          .map(line -> List.of(line.strip().split("\\s+")))
          .filter(f -> f.size() > 9 && f.get(1).endsWith(suffix) && f.get(3).equals(LISTENING))
          .map(fields -> fields.get(9))
          .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<PortHolder> holder(Path proc, String inode) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, "socket:[" + inode + "]")) {
          String name = Files.readString(process.resolve("comm")).strip();
          return Optional.of(
              new PortHolder(Long.parseLong(process.getFileName().toString()), name));
        }
      }
    } catch (IOException goneMeanwhile) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, String socket) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
          return true;
        }
      }
    } catch (IOException notOurs) {
      return false;
    }
    return false;
  }

  @Override
  public String toString() {
    return "process " + pid + " (" + command + ")";
  }
}
