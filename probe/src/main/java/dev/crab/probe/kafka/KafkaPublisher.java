package dev.crab.probe.kafka;

import dev.crab.probe.domain.Handover;
import dev.crab.probe.domain.ObservationPublisher;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.client.ClientSettings;
import dev.crab.schemas.serde.AvroSerdes;
import dev.crab.schemas.topic.TopicCatalog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** One idempotent producer for all sandboxes; the sandbox is the key. */
public final class KafkaPublisher implements ObservationPublisher {
  /** How long the drain thread may be held up; the ring goes on filling meanwhile. */
  private static final Duration LONGEST_BLOCK = Duration.ofMillis(500);

  private static final Duration LONGEST_DELIVERY = Duration.ofSeconds(30);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final long BUFFER_BYTES = 32L << 20;

  private final Producer<String, Observation> producer;

  KafkaPublisher(Producer<String, Observation> producer) {
    this.producer = producer;
  }

  /** Connects lazily. */
  public static KafkaPublisher connect(String bootstrap, String registryUrl, String host) {
    Map<String, Object> settings = ClientSettings.producer(bootstrap, "crab-probe-" + host);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK.toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) LONGEST_DELIVERY.toMillis());
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    return new KafkaPublisher(
        new KafkaProducer<>(
            settings, new StringSerializer(), new AvroSerdes(registryUrl).serializer()));
  }

  /** Waits for the topic's partitions, so that the first marker is not refused for a cold cache. */
  public void warmUp(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      try {
        producer.partitionsFor(TopicCatalog.OBSERVATIONS.name());
        return;
      } catch (KafkaException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  @Override
  public Handover publish(Observation observation) {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  TopicCatalog.OBSERVATIONS.name(), observation.getSandbox(), observation),
              (metadata, failure) -> {
                if (failure == null) {
                  acknowledged.complete(null);
                } else {
                  acknowledged.completeExceptionally(failure);
                }
              });
    } catch (KafkaException e) {
      return new Handover.Refused(String.valueOf(e.getMessage()));
    }
    return acknowledged.isCompletedExceptionally()
        ? new Handover.Refused(String.valueOf(acknowledged.exceptionNow().getMessage()))
        : new Handover.Accepted(acknowledged);
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
