package dev.crab.classifier.app;

import static dev.crab.classifier.DecisionAssert.assertThatDecision;
import static dev.crab.classifier.Events.create;
import static dev.crab.classifier.Events.unlink;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.classifier.Trace;
import dev.crab.classifier.kafka.DeadLetterHandler;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.TurnDecision;
import dev.crab.schemas.client.ClientSettings;
import dev.crab.schemas.serde.AvroSerdes;
import dev.crab.schemas.topic.Topic;
import dev.crab.schemas.topic.TopicCatalog;
import dev.crab.schemas.topic.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application against a real broker, exactly once. */
class ClassifierAppIT {
  private static final String REGISTRY = "mock://classifier-app";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static TestBroker broker;
  private static KafkaProducer<String, byte[]> producer;

  private final AvroSerdes serdes = new AvroSerdes(REGISTRY);
  private final Serializer<Observation> serializer = serdes.serializer();

  @BeforeAll
  static void start() throws Exception {
    broker = new TestBroker(folder.resolve("broker"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      new TopicProvisioner(admin, (short) 1).ensure();
    }
    producer =
        new KafkaProducer<>(
            ClientSettings.producer(broker.bootstrap(), "classifier-it"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  @AfterAll
  static void stop() {
    producer.close();
    broker.close();
  }

  @Test
  void shouldDecideOnceWithAPoisonRecordAndARestartInTheTurn() throws Exception {
    // Given
    Trace trace = new Trace("it-poison").register(0).turn(1, create("/t", 2), unlink("/t"));
    trace.begin(2).missing(1).end(2).begin(3).events(create("/u", 3));
    List<Observation> before = trace.observations();
    int poisonAt = 5;

    // When
    List<TurnDecision> decisions;
    try (ClassifierApp app = app("poison")) {
      app.start();
      send(before.subList(0, poisonAt));
      producer.send(record("it-poison", new byte[] {9, 9})).get();
      send(before.subList(poisonAt, before.size()));
      read(TopicCatalog.DECISIONS, decisionsOf(), "it-poison", 2);
    }
    List<Observation> after = trace.events(unlink("/u")).end(3).observations();
    try (ClassifierApp app = app("poison")) {
      app.start();
      send(after.subList(before.size(), after.size()));
      decisions = read(TopicCatalog.DECISIONS, decisionsOf(), "it-poison", 3);
    }

    // Then
    assertThat(decisions).extracting(TurnDecision::getTurn).containsExactly(1L, 2L, 3L);
    assertThatDecision(decisions.get(0)).is(Granularity.NONE).because("NOTHING_SURVIVED");
    assertThatDecision(decisions.get(1)).is(Granularity.FULL).because("SEQUENCE_GAP");
    assertThatDecision(decisions.get(2)).is(Granularity.NONE).cancels(2);
    assertThat(read(TopicCatalog.DEAD_LETTERS, new ByteArrayDeserializer(), "it-poison", 1))
        .containsExactly(new byte[] {9, 9});
  }

  private ClassifierApp app(String name) {
    return new ClassifierApp(
        new ClassifierSettings(
            broker.bootstrap(), REGISTRY, folder.resolve(name), "crab-classifier-" + name));
  }

  private void send(List<Observation> observations) throws Exception {
    for (Observation observation : observations) {
      String topic = TopicCatalog.OBSERVATIONS.name();
      byte[] bytes = serializer.serialize(topic, observation);
      producer.send(record(observation.getSandbox(), bytes)).get();
    }
  }

  private static ProducerRecord<String, byte[]> record(String key, byte[] value) {
    return new ProducerRecord<>(TopicCatalog.OBSERVATIONS.name(), key, value);
  }

  private Deserializer<TurnDecision> decisionsOf() {
    return serdes.deserializer(TurnDecision.class);
  }

  private static <V> KafkaConsumer<String, V> consumer(Topic topic, Deserializer<V> values) {
    KafkaConsumer<String, V> consumer =
        new KafkaConsumer<>(
            ClientSettings.consumer(broker.bootstrap(), "it-" + topic.name()),
            new StringDeserializer(),
            values);
    consumer.assign(
        consumer.partitionsFor(topic.name()).stream()
            .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
            .toList());
    consumer.seekToBeginning(consumer.assignment());
    return consumer;
  }

  /** All of a sandbox's records, as soon as there are as many; a little longer for one too many. */
  private static <V> List<V> read(Topic topic, Deserializer<V> values, String key, int count) {
    List<V> found = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer = consumer(topic, values)) {
      long limit = System.nanoTime() + LIMIT.toNanos();
      while (found.size() < count && System.nanoTime() < limit) {
        add(found, consumer, key);
      }
      add(found, consumer, key);
    }
    return found;
  }

  private static <V> void add(List<V> found, KafkaConsumer<String, V> consumer, String key) {
    for (ConsumerRecord<String, V> record : consumer.poll(Duration.ofMillis(300))) {
      if (record.key().equals(key)) {
        found.add(record.value());
        boolean letter = record.topic().equals(TopicCatalog.DEAD_LETTERS.name());
        assertThat(record.headers().lastHeader(DeadLetterHandler.REASON) != null).isEqualTo(letter);
      }
    }
  }
}
