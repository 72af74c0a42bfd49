package dev.crab.worker.kafka;

import dev.crab.schemas.avro.HostStatus;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.client.ClientSettings;
import dev.crab.schemas.serde.AvroSerdes;
import dev.crab.schemas.topic.Topic;
import dev.crab.schemas.topic.TopicCatalog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Publishes what a worker has to say; each call returns when the brokers have acknowledged. */
public final class WorkerTopics implements AutoCloseable {
  private final Producer<String, byte[]> producer;
  private final Serializer<SpecificRecord> serializer;

  public WorkerTopics(String bootstrap, String registryUrl, String clientId) {
    serializer = new AvroSerdes(registryUrl).serializer();
    producer =
        new KafkaProducer<>(
            ClientSettings.producer(bootstrap, clientId),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  public void send(Manifest manifest) throws InterruptedException {
    send(TopicCatalog.MANIFESTS, manifest.getSandbox(), manifest);
  }

  public void send(JobResult result) throws InterruptedException {
    send(TopicCatalog.RESULTS, result.getSandbox(), result);
  }

  public void send(HostStatus status) throws InterruptedException {
    send(TopicCatalog.HOSTS, status.getHost(), status);
  }

  /** A record that nobody could read, with the reason. */
  void deadLetter(@Nullable String key, byte[] value, String reason) throws InterruptedException {
    RecordHeaders headers = new RecordHeaders();
    headers.add("reason", reason.getBytes(StandardCharsets.UTF_8));
    headers.add("topic", TopicCatalog.JOBS.name().getBytes(StandardCharsets.UTF_8));
    await(new ProducerRecord<>(TopicCatalog.DEAD_LETTERS.name(), null, null, key, value, headers));
  }

  private void send(Topic topic, String key, SpecificRecord value) throws InterruptedException {
    byte[] bytes;
    synchronized (serializer) { // serializers belong to one thread at a time
      bytes = serializer.serialize(topic.name(), value);
    }
    await(new ProducerRecord<>(topic.name(), key, bytes));
  }

  private void await(ProducerRecord<String, byte[]> record) throws InterruptedException {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          record.topic() + ": expected to be written; found " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    serializer.close();
  }
}
