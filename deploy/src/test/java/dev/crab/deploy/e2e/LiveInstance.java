package dev.crab.deploy.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crab.deploy.client.ApiClient;
import dev.crab.deploy.instance.CrabInstance;
import dev.crab.deploy.instance.InstanceSettings;
import dev.crab.deploy.instance.Progress;
import dev.crab.deploy.port.PortRole;
import dev.crab.deploy.port.Ports;
import dev.crab.schemas.id.HostId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real all-in-one for a test, and short words for what a test asks of it. */
public final class LiveInstance implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CrabInstance instance;
  private final ApiClient api;

  private LiveInstance(CrabInstance instance) {
    this.instance = instance;
    this.api = new ApiClient(URI.create(instance.endpoint("coordinator")));
  }

  public static LiveInstance start(Path data, String name) throws InterruptedException {
    Ports ports = Ports.standard();
    for (PortRole role : PortRole.values()) {
      ports = ports.with(role, 0);
    }
    CrabInstance instance =
        CrabInstance.of(
            new InstanceSettings(data, cache(), name, new HostId("test-host"), ports),
            Progress.QUIET,
            () -> {});
    instance.start();
    return new LiveInstance(instance);
  }

  static Path cache() {
    String configured = System.getenv("CRAB_CACHE");
    return Path.of(configured == null ? "/var/cache/crab" : configured);
  }

  public CrabInstance instance() {
    return instance;
  }

  void run(String sandbox) {
    api.post("/v1/sandboxes", document().put("name", sandbox), PATIENCE);
  }

  JsonNode exec(String sandbox, String script) {
    ObjectNode body = document();
    body.putArray("command").add("bash").add("-c").add(script);
    return api.post(path(sandbox, "/exec"), body, PATIENCE);
  }

  /** A whole turn around one command; answers the settled turn. */
  JsonNode turn(String sandbox, String script) {
    begin(sandbox);
    exec(sandbox, script);
    return end(sandbox);
  }

  void begin(String sandbox) {
    api.post(path(sandbox, "/turns"), document(), PATIENCE);
  }

  /** Ends the turn and waits until it is settled. */
  JsonNode end(String sandbox) {
    long turn = api.post(path(sandbox, "/turns/end"), document(), PATIENCE).path("turn").asLong();
    return api.get(path(sandbox, "/turns/" + turn + "?settled=true&waitMillis=20000"), PATIENCE);
  }

  void kill(String sandbox) {
    api.post(path(sandbox, "/kill"), document(), PATIENCE);
  }

  JsonNode restore(String sandbox) {
    return api.post(path(sandbox, "/restore"), document().put("force", true), PATIENCE);
  }

  JsonNode get(String path) {
    return api.get(path, PATIENCE);
  }

  ApiClient api() {
    return api;
  }

  static ObjectNode document() {
    return ApiClient.JSON.createObjectNode();
  }

  static String path(String sandbox, String rest) {
    return "/v1/sandboxes/" + sandbox + rest;
  }

  /** Paths of the file effects of a turn. */
  static List<String> paths(JsonNode turn) {
    return turn.path("netEffects").findValuesAsText("path");
  }

  @Override
  public void close() {
    instance.close();
  }
}
