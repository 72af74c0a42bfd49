package dev.crab.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.HostState;
import dev.crab.schemas.avro.HostStatus;
import dev.crab.schemas.avro.JobKind;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.avro.SandboxState;
import dev.crab.schemas.avro.Urgency;
import dev.crab.schemas.client.ClientSettings;
import dev.crab.schemas.serde.AvroSerdes;
import dev.crab.schemas.topic.TopicCatalog;
import dev.crab.worker.lab.FakeProbe;
import dev.crab.worker.lab.Lab;
import dev.crab.worker.lab.LabBroker;
import dev.crab.worker.lab.Requirements;
import dev.crab.worker.lab.TopicReader;
import dev.crab.worker.sandbox.Trees;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class WorkerAppIT {
  private static final String REGISTRY = "mock://worker-app";

  @Test
  void shouldRunJobsFromKafkaToOneResultEach() throws Exception {
    Requirements.criu();
    Path data = Files.createTempDirectory("crab-app");
    try (LabBroker broker = new LabBroker();
        FakeProbe probe = new FakeProbe();
        TopicReader<JobResult> results =
            new TopicReader<>(broker.bootstrap(), REGISTRY, TopicCatalog.RESULTS, JobResult.class);
        TopicReader<Manifest> manifests =
            new TopicReader<>(
                broker.bootstrap(), REGISTRY, TopicCatalog.MANIFESTS, Manifest.class);
        TopicReader<HostStatus> hosts =
            new TopicReader<>(broker.bootstrap(), REGISTRY, TopicCatalog.HOSTS, HostStatus.class);
        KafkaProducer<String, CheckpointJob> jobs = producer(broker)) {
      WorkerApp app = new WorkerApp(settings(broker, data, probe));
      app.start();
      try (app) {
        hosts.await(1, h -> h.getState() == HostState.UP);
        refusals(app);
        assertThat(call(app, "POST", "/v1/sandboxes", "{\"name\":\"s1\"}").statusCode())
            .isEqualTo(201);
        String exec = "{\"command\":[\"sh\",\"-c\",\"sleep 1000 >/dev/null & echo hi\"]}";
        assertThat(json(call(app, "POST", "/v1/sandboxes/s1/exec", exec)).getString("stdout"))
            .isEqualTo("hi\n");

        CheckpointJob job = job(JobKind.CHECKPOINT, "checkpoint/s1.t1.a0", "lab");
        send(jobs, job(JobKind.CHECKPOINT, "other", "elsewhere"));
        send(jobs, job);
        JobResult first = results.await(1, r -> r.getJobId().equals(job.getJobId())).getFirst();
        assertThat(first.getStatus()).as("%s", first).isEqualTo(JobStatus.COMPLETED);
        manifests.await(1, m -> m.getCheckpointId().equals("s1.t1.a0"));
        assertThat(
                json(call(app, "GET", "/v1/checkpoints/s1.t1.a0/manifest", ""))
                    .getString("sandbox"))
            .isEqualTo("s1");
        send(jobs, job);
        assertThat(
                results
                    .await(2, r -> r.getJobId().equals(job.getJobId()))
                    .getLast()
                    .getFinishedWallTimeMicros())
            .isEqualTo(first.getFinishedWallTimeMicros());

        long killed = System.nanoTime();
        call(app, "POST", "/v1/sandboxes/s1/kill", "");
        hosts.await(
            1, h -> h.getSandboxes().stream().anyMatch(s -> s.getState() == SandboxState.DEAD));
        assertThat((System.nanoTime() - killed) / 1_000_000).isLessThan(1000);
        send(jobs, job(JobKind.RESTORE, "restore/1", "lab"));
        JobResult restored = results.await(1, r -> r.getJobId().equals("restore/1")).getFirst();
        assertThat(restored.getStatus()).as("%s", restored).isEqualTo(JobStatus.COMPLETED);
        assertThat(json(call(app, "GET", "/v1/sandboxes/s1", "")).getString("restoredFrom"))
            .isEqualTo("s1.t1.a0");
        assertThat(results.await(3, r -> true)).noneMatch(r -> r.getJobId().equals("other"));
      }
      hosts.await(1, h -> h.getState() == HostState.DOWN);
      try (WorkerApp again = new WorkerApp(settings(broker, data, probe))) {
        again.start();
        assertThat(call(again, "GET", "/v1/sandboxes", "").body()).isEqualTo("[]");
        Thread.sleep(500);
        assertThat(results.await(3, r -> true)).hasSize(3);
      }
    } finally {
      Trees.delete(data);
    }
  }

  private static void refusals(WorkerApp app) throws Exception {
    assertThat(call(app, "GET", "/v1/sandboxes/none", "").statusCode()).isEqualTo(404);
    assertThat(call(app, "POST", "/v1/sandboxes", "{\"name\":\"Not-A-Name\"}").statusCode())
        .isEqualTo(400);
    assertThat(call(app, "POST", "/v1/sandboxes", "[]").statusCode()).isEqualTo(400);
    assertThat(call(app, "GET", "/nowhere", "").body()).contains("\"code\":\"not_found\"");
    assertThat(call(app, "GET", "/v1/checkpoints/x/manifest", "").statusCode()).isEqualTo(404);
    assertThat(call(app, "GET", "/v1/health", "").statusCode()).isEqualTo(200);
  }

  private static WorkerSettings settings(LabBroker broker, Path data, FakeProbe probe) {
    WorkerSettings lab = Lab.settings(data, probe.endpoint());
    return new WorkerSettings(
        lab.host(),
        broker.bootstrap(),
        REGISTRY,
        data,
        lab.cacheDir(),
        lab.instance(),
        0,
        probe.endpoint());
  }

  private static KafkaProducer<String, CheckpointJob> producer(LabBroker broker) {
    return new KafkaProducer<>(
        ClientSettings.producer(broker.bootstrap(), "coordinator"),
        new StringSerializer(),
        new AvroSerdes(REGISTRY).serializer());
  }

  private static void send(KafkaProducer<String, CheckpointJob> jobs, CheckpointJob job)
      throws Exception {
    jobs.send(new ProducerRecord<>(TopicCatalog.JOBS.name(), job.getHost(), job)).get();
  }

  private static CheckpointJob job(JobKind kind, String id, String host) {
    return CheckpointJob.newBuilder()
        .setJobId(id)
        .setKind(kind)
        .setHost(host)
        .setSandbox("s1")
        .setTurn(1)
        .setUrgency(Urgency.NORMAL)
        .setGranularity(Granularity.FULL)
        .setCheckpointId("s1.t1.a0")
        .setCreatedWallTimeMicros(1)
        .build();
  }

  private static JsonObject json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private static HttpResponse<String> call(WorkerApp app, String method, String path, String body)
      throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(app.endpoint() + path))
              .method(method, BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
