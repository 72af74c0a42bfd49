package dev.crab.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crab.deploy.client.ApiClient;
import dev.crab.deploy.failure.DeployException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The coordinator's REST API, as the demo uses it. Safe for one thread. */
final class RestSandboxOperations implements SandboxOperations {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration EXEC_LIMIT = Duration.ofSeconds(60);
  private static final int HEARTBEATS = 50;
  private static final int HEARTBEAT_MILLIS = 200;
  private static final String DIRECTORY = "/workspace/repo";

  private final ApiClient api;

  /**
   * @param endpoint base URL of the coordinator
   */
  RestSandboxOperations(String endpoint) {
    this.api = new ApiClient(URI.create(endpoint));
  }

  @Override
  public void create(String sandbox) {
    api.post("/v1/sandboxes", document().put("name", sandbox), LIMIT);
  }

  @Override
  public void beginTurn(String sandbox, String label) {
    api.post(path(sandbox, "/turns"), document().put("label", label), LIMIT);
  }

  @Override
  public ExecOutput exec(String sandbox, String script) {
    ObjectNode body = document().put("cwd", DIRECTORY).put("timeoutMillis", EXEC_LIMIT.toMillis());
    body.putArray("command").add("bash").add("-c").add(script);
    JsonNode answer = api.post(path(sandbox, "/exec"), body, LIMIT);
    return new ExecOutput(
        answer.path("exitCode").asInt(-1),
        answer.path("stdout").asText(),
        answer.path("stderr").asText());
  }

  @Override
  public long endTurn(String sandbox) {
    return api.post(path(sandbox, "/turns/end"), document(), LIMIT).path("turn").asLong();
  }

  @Override
  public JsonNode decidedTurn(String sandbox, long turn, Duration wait) {
    return api.get(path(sandbox, "/turns/" + turn + "?waitMillis=" + wait.toMillis()), LIMIT);
  }

  @Override
  public JsonNode settledTurn(String sandbox, long turn, Duration wait) {
    String query = "?settled=true&waitMillis=" + wait.toMillis();
    return api.get(path(sandbox, "/turns/" + turn + query), LIMIT);
  }

  @Override
  public void kill(String sandbox) {
    api.post(path(sandbox, "/kill"), document(), LIMIT);
  }

  @Override
  public JsonNode restore(String sandbox) {
    return api.post(path(sandbox, "/restore"), document().put("force", true), LIMIT);
  }

  /**
   * The newest heartbeat may still name the init that was killed; it is asked for until that one
   * lives.
   */
  @Override
  public long initPid(String sandbox) throws InterruptedException {
    for (int i = 0; i < HEARTBEATS; i++) {
      long pid = api.get(path(sandbox, ""), LIMIT).path("initPid").asLong();
      if (pid > 0 && Files.isDirectory(Path.of("/proc", Long.toString(pid), "root", "proc"))) {
        return pid;
      }
      Thread.sleep(HEARTBEAT_MILLIS);
    }
    throw DeployException.finding(
        "sandbox " + sandbox + ": expected a living init in its host's heartbeat; found none",
        "look at the instance's log");
  }

  private static ObjectNode document() {
    return ApiClient.JSON.createObjectNode();
  }

  private static String path(String sandbox, String rest) {
    return "/v1/sandboxes/" + sandbox + rest;
  }
}
