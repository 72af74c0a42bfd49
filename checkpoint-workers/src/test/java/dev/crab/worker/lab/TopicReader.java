package dev.crab.worker.lab;

import dev.crab.schemas.client.ClientSettings;
import dev.crab.schemas.serde.AvroSerdes;
import dev.crab.schemas.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads one topic from its beginning and remembers everything. */
public final class TopicReader<T extends SpecificRecord> implements AutoCloseable {
  private final KafkaConsumer<String, T> consumer;
  private final List<T> seen = new ArrayList<>();

  public TopicReader(String bootstrap, String registry, Topic topic, Class<T> type) {
    consumer =
        new KafkaConsumer<>(
            ClientSettings.consumer(bootstrap, "reader-" + topic.name()),
            new StringDeserializer(),
            new AvroSerdes(registry).deserializer(type));
    consumer.assign(
        consumer.partitionsFor(topic.name()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList());
  }

  /** Waits until as many records satisfy the condition; answers them. */
  public List<T> await(int count, Predicate<T> condition) {
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < Duration.ofSeconds(20).toNanos()) {
      consumer.poll(Duration.ofMillis(50)).forEach(r -> seen.add(r.value()));
      List<T> matching = seen.stream().filter(condition).toList();
      if (matching.size() >= count) {
        return matching;
      }
    }
    throw new AssertionError("expected " + count + " records; found " + seen);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
