package dev.crab.classifier.kafka;

import static dev.crab.classifier.DecisionAssert.assertThatDecision;
import static dev.crab.classifier.Events.create;
import static dev.crab.classifier.Events.unlink;
import static dev.crab.classifier.Events.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.classifier.Trace;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.TurnDecision;
import dev.crab.schemas.serde.AvroSerdes;
import dev.crab.schemas.topic.TopicCatalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTopologyTest {
  private final AvroSerdes serdes = new AvroSerdes("mock://classifier-topology");
  private final Serializer<Observation> serializer = serdes.serializer();
  private TopologyTestDriver driver;
  private TestInputTopic<String, byte[]> observations;
  private TestOutputTopic<String, TurnDecision> decisions;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void start(@TempDir Path stateDir) {
    Properties settings = StreamSettings.of("none:1", "classifier-test", stateDir);
    // The driver's producer forgets what was sent, but not committed, before a record is processed;
    // a dead letter is. Exactly once is tested against a real broker.
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    driver = new TopologyTestDriver(ClassifierTopology.build(serdes), settings);
    observations =
        driver.createInputTopic(
            TopicCatalog.OBSERVATIONS.name(), new StringSerializer(), new ByteArraySerializer());
    decisions =
        driver.createOutputTopic(
            TopicCatalog.DECISIONS.name(),
            new StringDeserializer(),
            serdes.deserializer(TurnDecision.class));
    deadLetters =
        driver.createOutputTopic(
            TopicCatalog.DEAD_LETTERS.name(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldDecideATurnAtItsEnd() {
    // Given
    Trace trace = Trace.registered().turn(1, create("/a", 11), write("/a", 11, 5));

    // When
    trace.observations().forEach(this::pipe);

    // Then
    TestRecord<String, TurnDecision> record = decisions.readRecord();
    assertThat(record.key()).isEqualTo("s1");
    assertThatDecision(record.value())
        .isOfTurn(1)
        .is(Granularity.FILESYSTEM)
        .because("FILES_CHANGED")
        .leaves("CREATED /a");
    assertThat(decisions.isEmpty()).isTrue();
  }

  @Test
  void shouldSendAPoisonRecordToTheDeadLettersAndClassifyItsTurnUp() {
    // Given
    Trace trace = Trace.registered().begin(1).missing(1).end(1);
    List<Observation> around = trace.observations();
    byte[] poison = "\0\0\0\0\7 no such schema".getBytes(StandardCharsets.UTF_8);

    // When
    pipe(around.get(0));
    pipe(around.get(1));
    observations.pipeInput("s1", poison);
    pipe(around.get(2));

    // Then
    TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
    assertThat(letter.value()).isEqualTo(poison);
    assertThat(letter.headers().lastHeader(DeadLetterHandler.REASON)).isNotNull();
    assertThat(letter.headers().lastHeader(DeadLetterHandler.ORIGIN).value())
        .asString()
        .isEqualTo("crab.observations-0@2");
    assertThatDecision(decisions.readValue())
        .isOfTurn(1)
        .is(Granularity.FULL)
        .because("SEQUENCE_GAP");
  }

  @Test
  void shouldKeepItsStateInTheStore() {
    // Given
    Trace trace = Trace.registered().begin(1).events(create("/t", 11));
    trace.observations().forEach(this::pipe);

    // When
    int entries = entries();
    Trace rest = trace.events(write("/t", 11, 3), unlink("/t")).end(1);
    rest.observations().forEach(this::pipe);

    // Then
    assertThat(entries).isEqualTo(3);
    assertThatDecision(decisions.readValue()).is(Granularity.NONE).cancels(3);
    assertThat(decisions.isEmpty()).isTrue();
  }

  @Test
  void shouldIgnoreAnObservationUnderAForeignKey() {
    // Given
    Observation observation = Trace.registered().last();

    // When
    observations.pipeInput("s2", bytes(observation));

    // Then
    assertThat(entries()).isZero();
  }

  private int entries() {
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(ClassifierTopology.STATE_STORE);
    int count = 0;
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      for (; all.hasNext(); all.next()) {
        count++;
      }
    }
    return count;
  }

  private void pipe(Observation observation) {
    observations.pipeInput(observation.getSandbox(), bytes(observation));
  }

  private byte[] bytes(Observation observation) {
    return serializer.serialize(TopicCatalog.OBSERVATIONS.name(), observation);
  }
}
