package dev.crab.worker.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads /proc. What has ended meanwhile is an empty answer, never an error. */
public final class ProcFs {
  private static final Path PROC = Path.of("/proc");

  private ProcFs() {}

  /** The process of this number, or empty if there is none. */
  public static Optional<LiveProcess> process(long pid) {
    try {
      String stat = text(PROC.resolve(pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      String comm = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      int[] inner = innermost(text(PROC.resolve(pid + "/status")));
      return Optional.of(
          new LiveProcess(
              new ProcessKey(pid, Long.parseLong(fields[19])),
              Long.parseLong(fields[1]),
              Long.parseLong(fields[3]),
              inner[0],
              inner[1],
              Integer.parseInt(fields[17]),
              fields[0].equals("Z") || fields[0].equals("X"),
              comm));
    } catch (IOException | IndexOutOfBoundsException gone) {
      return Optional.empty();
    }
  }

  /** Whether exactly this process still lives. */
  public static boolean isAlive(ProcessKey key) {
    return process(key.pid()).filter(p -> p.key().equals(key) && !p.zombie()).isPresent();
  }

  /** Inode number of the pid namespace of a process; 0 if it has ended. */
  static long pidNamespace(long pid) {
    try {
      String link = Files.readSymbolicLink(PROC.resolve(pid + "/ns/pid")).toString();
      return Long.parseLong(link.substring(link.indexOf('[') + 1, link.indexOf(']')));
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Processes of a pid namespace, wherever they were put. */
  public static List<LiveProcess> inNamespace(long namespace) throws IOException {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> Character.isDigit(name.charAt(0)))
          .map(Long::parseLong)
          .filter(pid -> pidNamespace(pid) == namespace)
          .flatMap(pid -> process(pid).stream())
          .toList();
    }
  }

  /** The boot of this kernel. */
  public static String bootId() {
    return line("/proc/sys/kernel/random/boot_id");
  }

  /** Release of this kernel. */
  public static String kernelRelease() {
    return line("/proc/sys/kernel/osrelease");
  }

  /** The file as seen by a process. */
  public static Path inside(long pid, String path) {
    return Path.of("/proc/" + pid + "/root" + path);
  }

  private static String line(String file) {
    try {
      return text(Path.of(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Number inside the innermost namespace, and how many namespaces deep. */
  private static int[] innermost(String status) {
    int at = status.indexOf("\nNSpid:");
    String[] numbers = status.substring(at + 7, status.indexOf('\n', at + 1)).strip().split("\\s+");
    return new int[] {Integer.parseInt(numbers[numbers.length - 1]), numbers.length};
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
