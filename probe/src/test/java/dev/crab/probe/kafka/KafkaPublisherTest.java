package dev.crab.probe.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.probe.domain.Handover;
import dev.crab.schemas.avro.LossKind;
import dev.crab.schemas.avro.LossReport;
import dev.crab.schemas.avro.Observation;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaPublisherTest {
  private final Serializer<Observation> bytes = (topic, value) -> new byte[0];
  private final MockProducer<String, Observation> producer =
      new MockProducer<>(false, new RoundRobinPartitioner(), new StringSerializer(), bytes);
  private final KafkaPublisher publisher = new KafkaPublisher(producer);
  private final Observation observation =
      new Observation("h", "b", "s1", 1L, 0L, 1L, 1L, new LossReport(LossKind.UNKNOWN, 1L, null));

  @Test
  void shouldKeyBySandboxAndAcknowledgeWhenTheBrokerDoes() {
    Handover handover = publisher.publish(observation);
    assertThat(handover)
        .isInstanceOfSatisfying(
            Handover.Accepted.class,
            a -> assertThat(a.acknowledged().toCompletableFuture()).isNotDone());

    producer.completeNext();

    assertThat(((Handover.Accepted) handover).acknowledged().toCompletableFuture()).isCompleted();
    assertThat(producer.history()).extracting(r -> r.key()).containsExactly("s1");
  }

  @Test
  void shouldFailTheAcknowledgementWhenSendingFails() {
    Handover handover = publisher.publish(observation);

    producer.errorNext(new IllegalStateException("away"));

    assertThat(((Handover.Accepted) handover).acknowledged().toCompletableFuture())
        .isCompletedExceptionally();
  }

  @Test
  void shouldRefuseWhenTheProducerThrows() {
    producer.sendException = new KafkaException("buffer full");

    assertThat(publisher.publish(observation)).isEqualTo(new Handover.Refused("buffer full"));
  }
}
