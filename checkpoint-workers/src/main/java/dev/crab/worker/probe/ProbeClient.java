package dev.crab.worker.probe;

import dev.crab.schemas.id.SandboxId;
import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import dev.crab.worker.sandbox.Observer;
import dev.crab.worker.sandbox.Rest;
import dev.crab.worker.sandbox.SandboxState;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The probe of this host. */
public final class ProbeClient implements Observer {
  private static final Logger LOG = LoggerFactory.getLogger(ProbeClient.class);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();
  private final String endpoint;

  /**
   * @param endpoint base URL
   */
  public ProbeClient(String endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public void register(SandboxState state) {
    Rest.await(state.pidNamespace());
    JsonObject body =
        new JsonObject()
            .put("pidNamespace", state.pidNamespace())
            .put("cgroupId", state.cgroupId())
            .put("initPid", state.init().pid())
            .put("lastTurn", state.lastTurn());
    HttpResponse<String> answer = send("PUT", state.id(), "", body.encode());
    if (answer.statusCode() != 200) {
      throw unavailable("status " + answer.statusCode() + " " + answer.body(), null);
    }
  }

  @Override
  public void resumed(SandboxState state) {
    baseline(state.id());
  }

  @Override
  public void unregister(SandboxState state) {
    try {
      send("DELETE", state.id(), "", null);
    } catch (WorkerFault e) {
      LOG.atWarn()
          .addKeyValue("sandbox", state.id())
          .addKeyValue("cause", e.getMessage())
          .log("The probe could not be told that a sandbox is gone");
    }
  }

  /** Tells the probe to compare processes with their state from here on; false if it cannot. */
  public boolean baseline(SandboxId id) {
    try {
      return send("POST", id, "/baseline", "{}").statusCode() == 200;
    } catch (WorkerFault e) {
      LOG.atWarn()
          .addKeyValue("sandbox", id)
          .addKeyValue("cause", e.getMessage())
          .log("No baseline; the next turn will be classified up");
      return false;
    }
  }

  /** What happened up to now; two equal answers: nothing between them. Empty if not known. */
  public Optional<String> activity(SandboxId id) {
    try {
      HttpResponse<String> answer = send("GET", id, "/activity", null);
      return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (WorkerFault e) {
      return Optional.empty();
    }
  }

  private HttpResponse<String> send(
      String method, SandboxId id, String path, @Nullable String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "/v1/sandboxes/" + id + path))
            .timeout(LIMIT)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw unavailable(e.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("an interrupt", e);
    }
  }

  private WorkerFault unavailable(String found, @Nullable Throwable cause) {
    String message = "probe at " + endpoint + ": expected to observe sandboxes; found " + found;
    String remedy = "start the probe, or look at its log; nothing runs unobserved";
    return cause == null
        ? new WorkerFault(FaultCategory.UNAVAILABLE, message, remedy)
        : new WorkerFault(FaultCategory.UNAVAILABLE, message, remedy, cause);
  }
}
