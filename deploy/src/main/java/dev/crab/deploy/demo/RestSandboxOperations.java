package dev.crab.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** The coordinator's REST API, as the demo uses it. Safe for one thread. */
final class RestSandboxOperations implements SandboxOperations, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String DIRECTORY = "/workspace/repo";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String endpoint;

  /**
   * @param endpoint base URL of the coordinator
   */
  RestSandboxOperations(String endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public void create(String sandbox) {
    post("/v1/sandboxes", Map.of("name", sandbox));
  }

  @Override
  public void beginTurn(String sandbox, String label) {
    post(path(sandbox, "/turns"), Map.of("label", label));
  }

  @Override
  public ExecOutput exec(String sandbox, String script) {
    ObjectNode body = JSON.createObjectNode().put("cwd", DIRECTORY);
    body.putArray("command").add("bash").add("-c").add(script);
    JsonNode answer = post(path(sandbox, "/exec"), body);
    return new ExecOutput(
        answer.path("exitCode").asInt(-1),
        answer.path("stdout").asText(),
        answer.path("stderr").asText());
  }

  @Override
  public long endTurn(String sandbox) {
    return post(path(sandbox, "/turns/end"), Map.of()).path("turn").asLong();
  }

  @Override
  public JsonNode settledTurn(String sandbox, long turn, Duration wait) {
    return send(
        HttpRequest.newBuilder(
                URI.create(
                    endpoint
                        + path(sandbox, "/turns/" + turn)
                        + "?settled=true&waitMillis="
                        + wait.toMillis()))
            .GET());
  }

  @Override
  public void kill(String sandbox) {
    post(path(sandbox, "/kill"), Map.of());
  }

  @Override
  public JsonNode restore(String sandbox) {
    return post(path(sandbox, "/restore"), Map.of("force", true));
  }

  @Override
  public long initPid(String sandbox) {
    return send(HttpRequest.newBuilder(URI.create(endpoint + path(sandbox, ""))).GET())
        .path("initPid")
        .asLong();
  }

  @Override
  public void close() {
    client.close();
  }

  private static String path(String sandbox, String rest) {
    return "/v1/sandboxes/" + sandbox + rest;
  }

  private JsonNode post(String path, Object body) {
    try {
      return send(
          HttpRequest.newBuilder(URI.create(endpoint + path))
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(
            response.request().uri().getPath()
                + ": expected success; found status "
                + response.statusCode()
                + ": "
                + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("the instance at " + endpoint + " did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + endpoint, e);
    }
  }
}
