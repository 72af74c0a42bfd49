package dev.crab.deploy.testing;

import dev.crab.schemas.client.ClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Text records in and out of a topic, with the product's client settings. */
public final class Records {
  private Records() {}

  /** Sends them in one transaction. */
  public static void send(String bootstrap, String topic, List<String> values) {
    Map<String, Object> settings = new HashMap<>(ClientSettings.producer(bootstrap, "test"));
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      values.forEach(value -> producer.send(new ProducerRecord<>(topic, "k", value)));
      producer.commitTransaction();
    }
  }

  /** Reads from the beginning until so many came, at most 20 seconds. */
  public static List<String> read(String bootstrap, String topic, String group, int count) {
    List<String> values = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            ClientSettings.consumer(bootstrap, group),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> found : consumer.poll(Duration.ofMillis(200))) {
          values.add(found.value());
        }
      }
    }
    return values;
  }
}
