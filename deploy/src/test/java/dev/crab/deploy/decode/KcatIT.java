package dev.crab.deploy.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crab.deploy.registry.app.SchemaRegistry;
import dev.crab.deploy.testing.KafkaBroker;
import dev.crab.deploy.testing.KafkaBroker.Bootstrap;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.MarkerSource;
import dev.crab.schemas.avro.Reason;
import dev.crab.schemas.avro.TurnDecision;
import dev.crab.schemas.client.ClientSettings;
import dev.crab.schemas.serde.AvroSerdes;
import dev.crab.schemas.topic.TopicCatalog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A client that is not ours reads a decision and decodes it through the registry. */
@ExtendWith(KafkaBroker.class)
class KcatIT {
  private static final String TOPIC = TopicCatalog.DECISIONS.name();

  @TempDir Path folder;

  @Test
  void shouldBeReadableForKcatWhenADecisionIsWritten(Bootstrap bootstrap) throws Exception {
    String version = kcat("-V");
    try (SchemaRegistry registry = SchemaRegistry.start(folder, 0)) {
      produce(bootstrap.address(), registry.url());

      List<String> found =
          version.contains("Avro")
              ? decodedByKcat(bootstrap.address(), registry.url())
              : decodedByUs(bootstrap.address(), registry.url());

      assertThat(found).hasSize(1);
      JsonNode decision = new ObjectMapper().readTree(found.getFirst());
      assertThat(decision.path("sandbox").asText()).isEqualTo("s1");
      assertThat(decision.path("granularity").toString()).contains("FILESYSTEM");
    }
  }

  private static List<String> decodedByKcat(String bootstrap, String registry)
      throws IOException, InterruptedException {
    return kcat("-C", "-q", "-e", "-b", bootstrap, "-t", TOPIC, "-s", "value=avro", "-r", registry)
        .lines()
        .toList();
  }

  private static List<String> decodedByUs(String bootstrap, String registry)
      throws IOException, InterruptedException {
    System.out.println("KcatIT: this kcat is built without Avro, its output is decoded by us");
    String fetched = kcat("-C", "-q", "-e", "-b", bootstrap, "-t", TOPIC, "-f", "%R%s");
    Frames frames =
        new Frames(new ByteArrayInputStream(fetched.getBytes(StandardCharsets.ISO_8859_1)));
    ValueDecoder decoder = new ValueDecoder(id -> schema(registry, id));
    List<String> found = new ArrayList<>();
    for (var next = frames.next(); next.isPresent(); next = frames.next()) {
      found.add(decoder.json(next.get()));
    }
    return found;
  }

  private static String schema(String registry, int id) {
    try {
      return new ObjectMapper()
          .readTree(URI.create(registry + "/schemas/ids/" + id).toURL())
          .path("schema")
          .asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void produce(String bootstrap, String registry) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
    TurnDecision decision =
        TurnDecision.newBuilder()
            .setHost("h")
            .setSandbox("s1")
            .setEpoch(1)
            .setTurn(1)
            .setSource(MarkerSource.API)
            .setGranularity(Granularity.FILESYSTEM)
            .setReasons(List.of(new Reason("FILE_CHANGED", "one file")))
            .setEffects(Map.of())
            .setNetEffects(List.of())
            .setNetEffectCount(1)
            .setProcessEffects(List.of())
            .setProcessEffectCount(0)
            .setCancelledEffects(0)
            .setEvents(1)
            .setLost(0)
            .setBytesWritten(1)
            .setBeginTimeNanos(1)
            .setEndTimeNanos(2)
            .setEndWallTimeMicros(3)
            .build();
    try (KafkaProducer<String, TurnDecision> producer =
        new KafkaProducer<>(
            ClientSettings.producer(bootstrap, "test"),
            new StringSerializer(),
            new AvroSerdes(registry).<TurnDecision>serializer())) {
      producer.send(new ProducerRecord<>(TOPIC, "s1", decision)).get();
    }
  }

  private static String kcat(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kcat"));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      process.waitFor();
      return said;
    } catch (IOException e) {
      assumeTrue(false, "kcat is not installed; remedy: apt-get install kcat");
      throw e;
    }
  }
}
