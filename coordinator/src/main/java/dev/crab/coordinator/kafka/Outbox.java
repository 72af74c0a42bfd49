package dev.crab.coordinator.kafka;

import dev.crab.coordinator.live.Command;
import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.topic.TopicCatalog;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs, requests and unreadable records on their way to Kafka. A job is kept and sent again until
 * Kafka acknowledges it; its id is derived, so that a job sent twice is one job.
 */
final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final Producer<String, byte[]> producer;
  private final ValueWriter values;
  private final Map<String, CheckpointJob> unacknowledged = new LinkedHashMap<>();
  private final Map<String, CheckpointJob> toSendAgain = new LinkedHashMap<>();
  private final ConcurrentLinkedQueue<Ack> acks = new ConcurrentLinkedQueue<>();

  private record Ack(String jobId, boolean good) {}

  Outbox(Producer<String, byte[]> producer, ValueWriter values) {
    this.producer = producer;
    this.values = values;
  }

  void publish(CheckpointJob job) {
    unacknowledged.put(job.getJobId(), job);
    send(job);
  }

  private void send(CheckpointJob job) {
    String topic = TopicCatalog.JOBS.name();
    try {
      Future<?> unused =
          producer.send(
              new ProducerRecord<>(topic, job.getHost(), values.write(topic, job)),
              (metadata, failure) -> {
                if (failure != null) {
                  logUnsent(job, failure);
                }
                acks.add(new Ack(job.getJobId(), failure == null));
              });
    } catch (KafkaException e) {
      logUnsent(job, e);
      acks.add(new Ack(job.getJobId(), false));
    }
  }

  /** Sends again what was not acknowledged; called at each tick. */
  void settle() {
    for (Ack ack = acks.poll(); ack != null; ack = acks.poll()) {
      CheckpointJob job = unacknowledged.get(ack.jobId());
      if (ack.good()) {
        unacknowledged.remove(ack.jobId());
      } else if (job != null) {
        toSendAgain.put(ack.jobId(), job);
      }
    }
    Map<String, CheckpointJob> again = new LinkedHashMap<>(toSendAgain);
    toSendAgain.clear();
    again.values().forEach(this::send);
  }

  int unsent() {
    return unacknowledged.size();
  }

  void ask(Command.Ask ask) {
    String topic = TopicCatalog.REQUESTS.name();
    try {
      Future<?> unused =
          producer.send(
              new ProducerRecord<>(
                  topic, ask.request().getSandbox(), values.write(topic, ask.request())),
              (metadata, failure) -> {
                if (failure == null) {
                  ask.accepted().complete(null);
                } else {
                  ask.accepted().completeExceptionally(failure);
                }
              });
    } catch (KafkaException e) {
      ask.accepted().completeExceptionally(e);
    }
  }

  /** Keeps a record nobody could read, with the reason in its headers. */
  void deadLetter(ConsumerRecord<byte[], byte[]> record, RuntimeException reason) {
    String from = record.topic() + "/" + record.partition() + "/" + record.offset();
    LOG.atError().addKeyValue("record", from).setCause(reason).log("record skipped");
    String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(TopicCatalog.DEAD_LETTERS.name(), key, record.value());
    letter.headers().add("crab.source", from.getBytes(StandardCharsets.UTF_8));
    letter.headers().add("crab.reader", "coordinator".getBytes(StandardCharsets.UTF_8));
    letter
        .headers()
        .add("crab.reason", String.valueOf(reason.getMessage()).getBytes(StandardCharsets.UTF_8));
    try {
      Future<?> unused = producer.send(letter);
    } catch (KafkaException e) {
      LOG.atError().addKeyValue("record", from).setCause(e).log("dead letter not written");
    }
  }

  private static void logUnsent(CheckpointJob job, Exception failure) {
    LOG.atWarn()
        .addKeyValue("job", job.getJobId())
        .setCause(failure)
        .log("job not acknowledged; it will be sent again");
  }

  void close() {
    producer.close();
  }
}
