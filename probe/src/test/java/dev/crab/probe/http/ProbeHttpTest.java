package dev.crab.probe.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.probe.bpf.DrainThread;
import dev.crab.probe.bpf.FakeProbe;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeHttpTest {
  private static final String REGISTRATION =
      "{\"pidNamespace\":100,\"cgroupId\":0,\"initPid\":20,\"lastTurn\":2}";
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private DrainThread drain;
  private URI base;

  @BeforeEach
  void serve() {
    drain = FakeProbe.start();
    int port =
        new ProbeHttp(drain, "here", 4096)
            .serve(vertx, 0)
            .toCompletableFuture()
            .join()
            .actualPort();
    base = URI.create("http://127.0.0.1:" + port);
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    drain.close();
    client.close();
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(base.resolve(path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private JsonObject ok(String method, String path, String body) throws Exception {
    HttpResponse<String> response = call(method, path, body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new JsonObject(response.body());
  }

  @Test
  void shouldWalkThroughATurn() throws Exception {
    assertThat(ok("PUT", "/v1/sandboxes/s1", REGISTRATION).getLong("epoch")).isPositive();
    assertThat(ok("POST", "/v1/sandboxes/s1/turns", "{\"label\":\"ls\"}").getLong("turn"))
        .isEqualTo(3);
    assertThat(ok("POST", "/v1/sandboxes/s1/turns/end", null))
        .isEqualTo(new JsonObject().put("turn", 3).put("events", 0).put("lost", 0));
    assertThat(ok("GET", "/v1/sandboxes/s1/activity", null).fieldNames())
        .containsExactlyInAnyOrder("events", "calls", "processes", "resting");
    assertThat(ok("POST", "/v1/sandboxes/s1/baseline", null).getString("sandbox")).isEqualTo("s1");
    JsonArray list = new JsonArray(call("GET", "/v1/sandboxes", null).body());
    assertThat(list.getJsonObject(0).getLong("lastTurn")).isEqualTo(3);
    assertThat(ok("GET", "/v1/health", null).getInteger("sandboxes")).isEqualTo(1);
    assertThat(ok("DELETE", "/v1/sandboxes/s1", null).getString("sandbox")).isEqualTo("s1");
    assertThat(new JsonArray(call("GET", "/v1/sandboxes", null).body())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE|/v1/sandboxes/none||404|unknown_sandbox",
        "POST|/v1/sandboxes/none/turns|{}|404|unknown_sandbox",
        "POST|/v1/sandboxes/none/turns/end|{}|404|unknown_sandbox",
        "GET|/v1/sandboxes/none/activity||404|unknown_sandbox",
        "PUT|/v1/sandboxes/Bad_Name|{}|400|bad_request",
        "PUT|/v1/sandboxes/s1|{|400|bad_request",
        "PUT|/v1/sandboxes/s1|[]|400|bad_request",
        "PUT|/v1/sandboxes/s1|{}|400|bad_request",
        "PUT|/v1/sandboxes/s1|{\"pidNamespace\":\"x\"}|400|bad_request",
        "PUT|/v1/sandboxes/s1|{\"pidNamespace\":5,\"initPid\":9999999999}|400|bad_request",
        "PUT|/v1/sandboxes/s1|{\"pidNamespace\":5,\"initPid\":20}|400|wrong_namespace",
        "PUT|/v1/sandboxes/s1|{\"pidNamespace\":5,\"initPid\":404}|409|init_gone",
        "POST|/v1/sandboxes/s1/turns|{\"source\":\"NOBODY\"}|400|bad_request",
        "POST|/v1/sandboxes/s1/turns|{\"label\":3}|400|bad_request",
        "GET|/v1/nothing||404|unknown_path",
      })
  void shouldSayWhatIsWrong(String method, String path, String body, int status, String code)
      throws Exception {
    HttpResponse<String> response = call(method, path, body);

    JsonObject error = new JsonObject(response.body()).getJsonObject("error");
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(error.getString("code")).isEqualTo(code);
    assertThat(error.getString("message")).isNotBlank();
    assertThat(error.getString("remedy")).isNotBlank();
  }

  @Test
  void shouldRefuseWhenTurnsDoNotAlternate() throws IOException, Exception {
    ok("PUT", "/v1/sandboxes/s1", REGISTRATION);

    HttpResponse<String> end = call("POST", "/v1/sandboxes/s1/turns/end", null);

    assertThat(end.statusCode()).isEqualTo(409);
    assertThat(end.body()).contains("no_open_turn");
    ok("POST", "/v1/sandboxes/s1/turns", null);
    HttpResponse<String> again = call("POST", "/v1/sandboxes/s1/turns", null);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("turn_open");
  }
}
