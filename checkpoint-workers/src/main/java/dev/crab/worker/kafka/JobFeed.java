package dev.crab.worker.kafka;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.client.ClientSettings;
import dev.crab.schemas.serde.AvroSerdes;
import dev.crab.schemas.topic.TopicCatalog;
import dev.crab.worker.domain.OffsetTracker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the jobs of this host. A job's offset is committed after its result was acknowledged, so
 * that a crash brings the job back and never loses it.
 */
public final class JobFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobFeed.class);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Takes a job on; false: not now. Runs `done` after the job's result is safe. */
  public interface Taker {
    boolean take(CheckpointJob job, Runnable done);
  }

  private record Arrival(TopicPartition partition, long offset, CheckpointJob job) {}

  private final String host;
  private final Taker taker;
  private final WorkerTopics topics;
  private final Consumer<String, byte[]> consumer;
  private final Deserializer<CheckpointJob> deserializer;
  private final Map<TopicPartition, OffsetTracker> trackers = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Deque<Arrival> held = new ArrayDeque<>();
  private final Queue<Arrival> finished = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  public JobFeed(
      String bootstrap, String registryUrl, String host, WorkerTopics topics, Taker taker) {
    this.host = host;
    this.topics = topics;
    this.taker = taker;
    deserializer = new AvroSerdes(registryUrl).deserializer(CheckpointJob.class);
    consumer =
        new KafkaConsumer<>(
            ClientSettings.consumer(bootstrap, "crab-worker-" + host),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    thread = Thread.ofPlatform().name("crab-worker-jobs").unstarted(this::run);
  }

  /** Starts reading. */
  public void start() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(TopicCatalog.JOBS.name()).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .toList();
    consumer.assign(partitions);
    partitions.forEach(p -> trackers.put(p, new OffsetTracker()));
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          arrive(record);
        }
        handOver();
        commit();
      }
    } catch (WakeupException | InterruptException e) {
      LOG.atDebug().log("Job feed was asked to stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Job feed stopped; no jobs are taken until a restart");
    } finally {
      closeConsumer();
    }
  }

  private void arrive(ConsumerRecord<String, byte[]> record) throws InterruptedException {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    Optional<CheckpointJob> job = host.equals(record.key()) ? decode(record) : Optional.empty();
    if (job.filter(j -> j.getHost().equals(host)).isEmpty()) {
      tracker(partition).skip(record.offset());
      return;
    }
    tracker(partition).begin(record.offset());
    held.add(new Arrival(partition, record.offset(), job.get()));
  }

  private Optional<CheckpointJob> decode(ConsumerRecord<String, byte[]> record)
      throws InterruptedException {
    try {
      return Optional.ofNullable(deserializer.deserialize(record.topic(), record.value()));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).addKeyValue("offset", record.offset()).log("Job is unreadable");
      topics.deadLetter(record.key(), record.value(), e.toString());
      return Optional.empty();
    }
  }

  /** What finds no room stays here, and nothing more is read meanwhile. */
  private void handOver() {
    while (!held.isEmpty()) {
      Arrival first = held.getFirst();
      if (!taker.take(first.job(), () -> finished.add(first))) {
        consumer.pause(consumer.assignment());
        return;
      }
      held.removeFirst();
    }
    consumer.resume(consumer.paused());
  }

  private void commit() {
    for (Arrival done = finished.poll(); done != null; done = finished.poll()) {
      tracker(done.partition()).done(done.offset());
    }
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    trackers.forEach(
        (partition, tracker) ->
            tracker
                .committable()
                .ifPresent(
                    offset -> {
                      if (committed.getOrDefault(partition, -1L) != offset) {
                        next.put(partition, new OffsetAndMetadata(offset));
                        committed.put(partition, offset);
                      }
                    }));
    if (!next.isEmpty()) {
      consumer.commitSync(next);
    }
  }

  private OffsetTracker tracker(TopicPartition partition) {
    return trackers.computeIfAbsent(partition, p -> new OffsetTracker());
  }

  private void closeConsumer() {
    try {
      commit();
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("Last offsets were not committed; their jobs will come again");
    }
    consumer.close();
    deserializer.close();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
