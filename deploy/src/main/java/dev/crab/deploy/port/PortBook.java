package dev.crab.deploy.port;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crab.deploy.failure.DeployException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;

/** Free ports once chosen for a data folder, so that the next start finds them again. */
public final class PortBook {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  public PortBook(Path dataDir) {
    this.file = dataDir.resolve("ports.json");
  }

  /**
   * Real ports for all roles: the ones asked for, or those this folder had before, or free ones.
   *
   * @throws DeployException if one asked for is taken
   */
  public Ports resolve(Ports wanted) {
    ObjectNode book = read();
    Set<Integer> used = new HashSet<>(wanted.byRole().values());
    Ports resolved = wanted;
    for (PortRole role : PortRole.values()) {
      if (wanted.of(role) == 0) {
        int port = remembered(book.path(role.label()), used);
        used.add(port);
        book.put(role.label(), port);
        resolved = resolved.with(role, port);
      }
    }
    requireFree(resolved);
    if (!book.isEmpty()) {
      write(book);
    }
    return resolved;
  }

  private static int remembered(JsonNode noted, Set<Integer> used) {
    int port = noted.asInt(0);
    if (port > 0 && !used.contains(port) && Loopback.isFree(port)) {
      return port;
    }
    int free = Loopback.anyFreePort();
    while (used.contains(free)) {
      free = Loopback.anyFreePort();
    }
    return free;
  }

  /**
   * Checks ports asked for; 0 passes.
   *
   * @throws DeployException naming the first that is taken, who has it, and what to do
   */
  public static void requireFree(Ports ports) {
    for (PortRole role : PortRole.values()) {
      int port = ports.of(role);
      if (port > 0 && !Loopback.isFree(port)) {
        String holder =
            PortHolder.of(Path.of("/proc"), port)
                .map(PortHolder::toString)
                .orElse("a process this user cannot see");
        throw DeployException.unavailable(
            "port "
                + port
                + " ("
                + role.label()
                + "): expected it free on "
                + Loopback.ADDRESS
                + "; found it taken by "
                + holder,
            "stop that process, or choose another port: " + role.flag() + " N (0: any free one)");
      }
    }
  }

  private ObjectNode read() {
    try {
      return Files.exists(file) && JSON.readTree(file.toFile()) instanceof ObjectNode found
          ? found
          : JSON.createObjectNode();
    } catch (IOException unreadable) {
      // Only a memory of earlier choices: without it other free ports are chosen.
      return JSON.createObjectNode();
    }
  }

  private void write(ObjectNode book) {
    Path part = file.resolveSibling("ports.json.part");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(part, book.toPrettyString() + "\n");
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write " + file + "; found " + e, e);
    }
  }
}
