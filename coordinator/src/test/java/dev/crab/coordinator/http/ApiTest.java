package dev.crab.coordinator.http;

import static dev.crab.coordinator.domain.Samples.S1;
import static dev.crab.coordinator.domain.Samples.decided;
import static dev.crab.schemas.avro.Granularity.FILESYSTEM;
import static dev.crab.schemas.avro.Granularity.NONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.coordinator.domain.Input;
import dev.crab.coordinator.domain.Samples;
import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.avro.RequestKind;
import dev.crab.schemas.avro.SandboxState;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTest {
  private final FakeCoordinator coordinator = new FakeCoordinator();
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private FakePeer peer;
  private ApiServer api;

  record Reply(int status, String body) {
    JsonObject json() {
      return new JsonObject(body);
    }

    JsonArray array() {
      return new JsonArray(body);
    }

    String code() {
      JsonObject error = json().getJsonObject("error");
      assertThat(error.getString("message")).contains("expected").contains("found");
      assertThat(error.getString("remedy")).isNotBlank();
      return error.getString("code");
    }
  }

  @BeforeEach
  void start() throws Exception {
    peer = new FakePeer(vertx);
    api = new ApiServer(coordinator.board, coordinator.inbox, InstantSource.system(), 0);
    api.start();
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
    peer.close();
    vertx.close().await(10, TimeUnit.SECONDS);
    client.close();
  }

  private Reply call(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.endpoint().resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    return new Reply(response.statusCode(), response.body());
  }

  private Reply get(String path) throws Exception {
    return call("GET", path, "");
  }

  private Reply post(String path, String body) throws Exception {
    return call("POST", path, body);
  }

  private void heartbeat(Map<String, SandboxState> sandboxes) {
    long now = FakeCoordinator.nowMicros();
    coordinator.feed(new Input.HostSeen(Samples.host("h1", now, peer.endpoint(), sandboxes), now));
  }

  private void running() {
    coordinator.feed(Samples.created("c", 0));
    heartbeat(Map.of("s1", SandboxState.RUNNING));
  }

  private void answer(CheckpointJob job, JobStatus status) {
    if (job.getKind() == dev.crab.schemas.avro.JobKind.CHECKPOINT
        && status == JobStatus.COMPLETED) {
      coordinator.feed(new Input.ManifestSeen(Samples.manifest(job)));
    }
    coordinator.feed(Samples.answered(job, status, FakeCoordinator.nowMicros()));
  }

  private void checkpointed(long turn) {
    coordinator.feed(decided(turn, FILESYSTEM));
    answer(coordinator.jobs.getLast(), JobStatus.COMPLETED);
  }

  @Test
  void shouldCreateOnALiveHostWhenAsked() throws Exception {
    heartbeat(Map.of());
    peer.answers("POST /v1/sandboxes", 201, "{\"sandbox\":\"s1\",\"initPid\":7}");

    Reply reply = post("/v1/sandboxes", "{\"name\":\"s1\"}");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().getInteger("initPid")).isEqualTo(7);
    assertThat(reply.json().getString("host")).isEqualTo("h1");
    assertThat(new JsonObject(peer.asked.getFirst().body()))
        .isEqualTo(new JsonObject("{\"name\":\"s1\",\"lastTurn\":0}"));
    assertThat(coordinator.state().sandboxes().get(S1).orElseThrow().requests().requests())
        .singleElement()
        .satisfies(r -> assertThat(r.getKind()).isEqualTo(RequestKind.SANDBOX_CREATED));
    assertThat(get("/v1/sandboxes/s1").json().getString("state")).isEqualTo("running");
  }

  @Test
  void shouldContinueTheNumbersWhenANameIsUsedAgain() throws Exception {
    running();
    checkpointed(1);
    peer.answers("DELETE /v1/sandboxes/s1", 200, "{}");
    assertThat(call("DELETE", "/v1/sandboxes/s1", "").json().getString("state"))
        .isEqualTo("removed");
    assertThat(call("DELETE", "/v1/sandboxes/s1", "").code()).isEqualTo("already_removed");
    peer.answers("POST /v1/sandboxes", 201, "{\"sandbox\":\"s1\"}");

    post("/v1/sandboxes", "{\"name\":\"s1\",\"host\":\"h1\"}");

    assertThat(new JsonObject(peer.asked.getLast().body()).getLong("lastTurn")).isEqualTo(1);
    assertThat(get("/v1/sandboxes/s1/turns").array()).hasSize(1);
    assertThat(get("/v1/sandboxes/s1/checkpoints").array()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|/v1/sandboxes|{\"name\":\"Not_Good\"}|400|bad_request",
        "POST|/v1/sandboxes|{}|400|bad_request",
        "POST|/v1/sandboxes|[1|400|bad_request",
        "POST|/v1/sandboxes|{\"name\":7}|400|bad_request",
        "POST|/v1/sandboxes|{\"name\":\"s1\"}|409|sandbox_exists",
        "POST|/v1/sandboxes|{\"name\":\"s9\",\"host\":\"h7\"}|503|host_unavailable",
        "GET|/v1/sandboxes/nobody||404|unknown_sandbox",
        "DELETE|/v1/sandboxes/nobody||404|unknown_sandbox",
        "POST|/v1/sandboxes/nobody/turns|{}|404|unknown_sandbox",
        "POST|/v1/sandboxes/nobody/exec|{}|404|unknown_sandbox",
        "POST|/v1/sandboxes/nobody/restore|{}|404|unknown_sandbox",
        "GET|/v1/sandboxes/nobody/turns||404|unknown_sandbox",
        "GET|/v1/sandboxes/s1/turns?limit=0||400|bad_request",
        "GET|/v1/sandboxes/s1/turns/x||400|bad_request",
        "GET|/v1/sandboxes/s1/turns/9||404|unknown_turn",
        "GET|/v1/sandboxes/s1/turns/9?settled=perhaps||400|bad_request",
        "POST|/v1/sandboxes/s1/restore|{}|409|no_checkpoint",
        "POST|/v1/sandboxes/s1/restore|{\"turn\":3}|409|no_checkpoint",
        "POST|/v1/sandboxes/s1/restore|{\"turn\":3,\"checkpoint\":\"c\"}|400|bad_request",
        "POST|/v1/sandboxes/s1/restore|{\"checkpoint\":\"s1.t4.a0\"}|404|unknown_checkpoint",
        "POST|/v1/sandboxes/s1/restore|{\"force\":\"yes\"}|400|bad_request",
        "GET|/v1/nothing||404|unknown_path",
      })
  void shouldAnswerClearlyWhenUsedWrongly(
      String method, String path, String body, int status, String code) throws Exception {
    running();
    Reply reply = call(method, path, body == null ? "" : body);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(coordinator.jobs).isEmpty();
  }

  @Test
  void shouldSayTheRuleWhenANameIsBad() throws Exception {
    Reply reply = get("/v1/sandboxes/Bad_Name");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body()).contains("1 to 63 characters a-z, 0-9 or '-'");
  }

  @Test
  void shouldPassOnWhatWorkerAndProbeAnswer() throws Exception {
    running();
    peer.answers("POST /v1/sandboxes/s1/exec", 200, "{\"exitCode\":0}");
    peer.answers("POST /v1/sandboxes/s1/kill", 200, "{}");
    peer.answers("POST /v1/sandboxes/s1/turns", 200, "{\"turn\":5}");
    peer.answers("POST /v1/sandboxes/s1/turns/end", 409, FakePeer.error("no_open_turn"));

    assertThat(
            post("/v1/sandboxes/s1/exec", "{\"command\":[\"ls\"]}").json().getInteger("exitCode"))
        .isZero();
    assertThat(post("/v1/sandboxes/s1/kill", "").status()).isEqualTo(200);
    assertThat(post("/v1/sandboxes/s1/turns", "{\"label\":\"x\"}").json().getLong("turn"))
        .isEqualTo(5);
    Reply end = post("/v1/sandboxes/s1/turns/end", "");

    assertThat(end.status()).isEqualTo(409);
    assertThat(end.json().getJsonObject("error").getString("code")).isEqualTo("no_open_turn");
    assertThat(peer.asked)
        .extracting(FakePeer.Asked::body)
        .containsExactly("{\"command\":[\"ls\"]}", "", "{\"label\":\"x\"}", "");
    assertThat(coordinator.state().sandboxes().get(S1).orElseThrow().newestTurn()).isEqualTo(5);
  }

  @Test
  void shouldSayNotRunningWhenThePeerNoLongerHasTheSandbox() throws Exception {
    running();
    Reply reply = post("/v1/sandboxes/s1/turns", "{}");
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo("not_running");
  }

  @Test
  void shouldSayUnavailableWhenTheHostIsSilent() throws Exception {
    long old = FakeCoordinator.nowMicros() - 6_000_000;
    coordinator.feed(
        Samples.created("c", 0),
        new Input.HostSeen(
            Samples.host("h1", old, peer.endpoint(), Map.of("s1", SandboxState.RUNNING)), old));

    assertThat(post("/v1/sandboxes/s1/turns", "{}").code()).isEqualTo("host_unavailable");
    assertThat(post("/v1/sandboxes", "{\"name\":\"s2\"}").status()).isEqualTo(503);
    assertThat(get("/v1/sandboxes/s1").json().getString("state")).isEqualTo("dead");
    assertThat(get("/v1/status").json().getJsonArray("hosts").getJsonObject(0).getString("state"))
        .isEqualTo("STALE");
  }

  @Test
  void shouldSayUnavailableWhenThePeerDoesNotListen() throws Exception {
    running();
    peer.close();
    assertThat(post("/v1/sandboxes/s1/turns", "{}").code()).isEqualTo("host_unavailable");
    peer = new FakePeer(vertx);
  }

  @Test
  void shouldShowTurnsWithEvidenceJobAndProtection() throws Exception {
    running();
    coordinator.feed(decided(1, FILESYSTEM), decided(2, NONE));
    JsonObject pending = get("/v1/sandboxes/s1/turns").array().getJsonObject(0);
    assertThat(pending.getString("protection")).isEqualTo("pending");
    assertThat(pending.getJsonObject("job").getString("status")).isEqualTo("IN_FLIGHT");
    answer(coordinator.jobs.getLast(), JobStatus.COMPLETED);

    JsonArray turns = get("/v1/sandboxes/s1/turns?limit=5").array();

    JsonObject first = turns.getJsonObject(0);
    assertThat(first.getLong("turn")).isEqualTo(1);
    assertThat(first.getString("granularity")).isEqualTo("FILESYSTEM");
    assertThat(first.getJsonArray("netEffects").getJsonObject(0).getString("path"))
        .isEqualTo("/f1");
    assertThat(first.getString("protection")).isEqualTo("durable");
    assertThat(first.getString("checkpointId")).isEqualTo("s1.t1.a0");
    assertThat(first.getJsonObject("job").getLong("frozenTimeMicros")).isEqualTo(700);
    assertThat(first.getJsonObject("job").getLong("bytesWritten")).isEqualTo(120);
    JsonObject second = turns.getJsonObject(1);
    assertThat(second.getString("protection")).isEqualTo("unchanged");
    assertThat(second.getString("checkpointId")).isEqualTo("s1.t1.a0");
    assertThat(second.getValue("job")).isNull();
    assertThat(get("/v1/sandboxes/s1/turns?from=2").array()).hasSize(1);
    assertThat(get("/v1/sandboxes/s1/turns?limit=1").array().getJsonObject(0).getLong("turn"))
        .isEqualTo(2);
    JsonObject status = get("/v1/status").json();
    assertThat(status.getJsonObject("turns").getLong("FILESYSTEM")).isEqualTo(1);
    assertThat(status.getJsonObject("jobs").getLong("COMPLETED")).isEqualTo(1);
    assertThat(status.getJsonObject("sandboxes").getLong("running")).isEqualTo(1);
  }

  @Test
  void shouldWaitForATurnToBeDecidedAndSettled() throws Exception {
    running();
    URI uri = api.endpoint().resolve("/v1/sandboxes/s1/turns/1?waitMillis=20000&settled=true");
    CompletableFuture<HttpResponse<String>> waiting =
        client.sendAsync(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(get("/v1/sandboxes/s1/turns/1?waitMillis=50").code()).isEqualTo("unknown_turn");

    coordinator.feed(decided(1, FILESYSTEM));
    Reply early = get("/v1/sandboxes/s1/turns/1?waitMillis=50&settled=true");
    assertThat(early.json().getString("protection")).isEqualTo("pending");
    assertThat(waiting).isNotDone();
    answer(coordinator.jobs.getLast(), JobStatus.REFUSED);

    JsonObject turn = new JsonObject(waiting.get(10, TimeUnit.SECONDS).body());
    assertThat(turn.getString("protection")).isEqualTo("unprotected");
    assertThat(turn.getString("protectionMessage")).contains("DISK_FULL");
  }

  @Test
  void shouldRestoreAndAnswerVerifiedWhenTheWorkerCompletes() throws Exception {
    running();
    checkpointed(1);
    checkpointed(2);
    heartbeat(Map.of("s1", SandboxState.DEAD));
    coordinator.worker = job -> vertx.runOnContext(v -> answer(job, JobStatus.COMPLETED));

    Reply newest = post("/v1/sandboxes/s1/restore", "{}");
    Reply byTurn = post("/v1/sandboxes/s1/restore", "{\"turn\":1,\"force\":true}");

    assertThat(newest.status()).isEqualTo(200);
    assertThat(newest.json().getString("checkpointId")).isEqualTo("s1.t2.a0");
    assertThat(newest.json().getBoolean("verified")).isTrue();
    assertThat(newest.json().getLong("restoreMicros")).isEqualTo(900);
    assertThat(byTurn.json().getString("checkpointId")).isEqualTo("s1.t1.a0");
    assertThat(coordinator.jobs.getLast().getLastTurn()).isEqualTo(2);
  }

  @Test
  void shouldRefuseWhenTheSandboxRunsUnlessForced() throws Exception {
    running();
    checkpointed(1);
    CompletableFuture<Void> beats =
        CompletableFuture.runAsync(
            () -> heartbeat(Map.of("s1", SandboxState.RUNNING)),
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));

    Reply refused = post("/v1/sandboxes/s1/restore", "{}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("still_running");
    assertThat(coordinator.jobs).hasSize(1);
    assertThat(beats).succeedsWithin(5, TimeUnit.SECONDS);
    coordinator.worker = job -> vertx.runOnContext(v -> answer(job, JobStatus.COMPLETED));
    assertThat(post("/v1/sandboxes/s1/restore", "{\"force\":true}").status()).isEqualTo(200);
  }

  @Test
  void shouldRestoreWhenTheNextHeartbeatSaysThatTheSandboxDied() throws Exception {
    running();
    checkpointed(1);
    coordinator.worker = job -> vertx.runOnContext(v -> answer(job, JobStatus.COMPLETED));
    CompletableFuture<Void> beats =
        CompletableFuture.runAsync(
            () -> heartbeat(Map.of("s1", SandboxState.DEAD)),
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
    assertThat(post("/v1/sandboxes/s1/restore", "{}").status()).isEqualTo(200);
    assertThat(beats).succeedsWithin(5, TimeUnit.SECONDS);
  }

  @Test
  void shouldSayWhatDiffersWhenTheRestoreIsNotVerified() throws Exception {
    running();
    checkpointed(1);
    heartbeat(Map.of("s1", SandboxState.DEAD));
    coordinator.worker =
        job ->
            vertx.runOnContext(
                v -> {
                  JobResult bad =
                      JobResult.newBuilder(Samples.result(job, JobStatus.FAILED))
                          .setMismatches(List.of("/a: content"))
                          .build();
                  coordinator.feed(new Input.Result(bad, 1));
                });

    Reply reply = post("/v1/sandboxes/s1/restore", "{}");

    assertThat(reply.status()).isEqualTo(507);
    JsonObject error = reply.json().getJsonObject("error");
    assertThat(error.getJsonArray("mismatches").getString(0)).isEqualTo("/a: content");
    assertThat(error.getJsonObject("failure").getString("category")).isEqualTo("DISK_FULL");
  }

  @Test
  void shouldSayPendingAndBusyWhenTheWorkerDoesNotAnswerInTime() throws Exception {
    running();
    checkpointed(1);
    heartbeat(Map.of("s1", SandboxState.DEAD));
    assertThat(post("/v1/sandboxes/s1/restore", "{\"waitMillis\":100}").code())
        .isEqualTo("restore_pending");
    assertThat(post("/v1/sandboxes/s1/restore", "{}").code()).isEqualTo("busy");
    assertThat(post("/v1/sandboxes", "{\"name\":\"s1\"}").code()).isEqualTo("busy");
    assertThat(post("/v1/sandboxes/s1/turns", "{}").code()).isEqualTo("busy");
    assertThat(call("DELETE", "/v1/sandboxes/s1", "").code()).isEqualTo("busy");
  }

  @Test
  void shouldSayUnavailableWhenKafkaDoesNotTakeTheRequest() throws Exception {
    running();
    checkpointed(1);
    heartbeat(Map.of("s1", SandboxState.DEAD));
    coordinator.kafkaTrouble = java.util.Optional.of("no broker");
    Reply reply = post("/v1/sandboxes/s1/restore", "{}");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.code()).isEqualTo("kafka_unavailable");
    coordinator.kafkaTrouble = java.util.Optional.empty();
    coordinator.worker = job -> vertx.runOnContext(v -> answer(job, JobStatus.COMPLETED));
    assertThat(post("/v1/sandboxes/s1/restore", "{}").status()).isEqualTo(200);
  }

  @Test
  void shouldBeHealthyWhileTheCoordinatorPublishes() throws Exception {
    assertThat(get("/v1/health").json().getString("status")).isEqualTo("up");
  }

  @Test
  void shouldNameThePortWhenItIsTaken() {
    int taken = api.endpoint().getPort();
    try (ApiServer second =
        new ApiServer(coordinator.board, coordinator.inbox, InstantSource.system(), taken)) {
      assertThat(org.assertj.core.api.Assertions.catchThrowable(second::start))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + taken);
    }
  }
}
