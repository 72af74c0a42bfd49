package dev.crab.deploy.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a ready instance tells of itself, in its data folder.
 *
 * @param instance its name
 * @param host its host's name
 * @param pid its process
 * @param startedAt when it was started
 * @param readyMillis from the start of its process until it was ready
 * @param endpoints addresses by part: URLs, for Kafka host and port
 * @param log its log file
 */
public record InstanceFile(
    String instance,
    String host,
    long pid,
    Instant startedAt,
    long readyMillis,
    Map<String, String> endpoints,
    Path log) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "instance.json";

  public InstanceFile {
    endpoints = Map.copyOf(endpoints);
  }

  /** Address of a part; empty if it has none. */
  public String endpoint(String part) {
    return endpoints.getOrDefault(part, "");
  }

  /** The document, as in the file. */
  public ObjectNode toJson() {
    ObjectNode json =
        JSON.createObjectNode()
            .put("instance", instance)
            .put("host", host)
            .put("pid", pid)
            .put("startedAt", startedAt.toString())
            .put("readyMillis", readyMillis);
    ObjectNode addresses = json.putObject("endpoints");
    new TreeMap<>(endpoints).forEach(addresses::put);
    return json.put("log", log.toString());
  }

  /** Reads the file of a data folder; empty if there is none. */
  public static Optional<InstanceFile> read(Path dataDir) {
    Path file = dataDir.resolve(NAME);
    try {
      return Optional.of(of(JSON.readTree(Files.readAllBytes(file))));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("expected to read " + file + "; found " + e, e);
    }
  }

  private static InstanceFile of(JsonNode json) {
    Map<String, String> addresses = new TreeMap<>();
    json.path("endpoints")
        .properties()
        .forEach(entry -> addresses.put(entry.getKey(), entry.getValue().asText()));
    return new InstanceFile(
        json.path("instance").asText(),
        json.path("host").asText(),
        json.path("pid").asLong(),
        Instant.parse(json.path("startedAt").asText("1970-01-01T00:00:00Z")),
        json.path("readyMillis").asLong(),
        addresses,
        Path.of(json.path("log").asText()));
  }

  /** Puts it into a data folder, whole. */
  void write(Path dataDir) {
    Path part = dataDir.resolve(NAME + ".part");
    try {
      Files.writeString(part, toJson().toPrettyString() + "\n");
      Files.move(
          part,
          dataDir.resolve(NAME),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write " + dataDir.resolve(NAME), e);
    }
  }

  /** Removes it; also what a killed instance left. */
  public static void remove(Path dataDir) {
    try {
      Files.deleteIfExists(dataDir.resolve(NAME));
    } catch (IOException e) {
      throw new UncheckedIOException("expected to remove " + dataDir.resolve(NAME), e);
    }
  }
}
