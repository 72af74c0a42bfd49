package dev.crab.coordinator.kafka;

import dev.crab.schemas.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * All partitions of the coordinator's topics, read from the beginning without a group: positions
 * are never committed, for the state lives in memory alone.
 */
final class TopicFeed {
  private final Consumer<byte[], byte[]> consumer;

  TopicFeed(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * Takes every partition, from its beginning.
   *
   * @return where each partition ends now
   * @throws IllegalStateException if a topic does not exist
   */
  Map<TopicPartition, Long> open() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : InputDecoder.TOPICS) {
      List<PartitionInfo> found = consumer.partitionsFor(topic.name());
      if (found == null || found.isEmpty()) {
        throw new IllegalStateException(
            "topic "
                + topic.name()
                + ": expected it on the broker; found none. Create the topics before the"
                + " coordinator starts");
      }
      found.forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new HashMap<>(consumer.endOffsets(partitions));
  }

  /** Removes from {@code ends} what has been read up to its end. */
  void forgetReached(Map<TopicPartition, Long> ends) {
    ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /** Records as they come; empty after the wait, or when woken up. */
  Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
    try {
      return consumer.poll(wait);
    } catch (WakeupException e) {
      return List.of();
    }
  }

  /** Records not read yet, by topic, as far as the consumer knows. */
  Map<String, Long> lag() {
    Map<String, Long> lag = new TreeMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      lag.merge(partition.topic(), consumer.currentLag(partition).orElse(0), Long::sum);
    }
    return lag;
  }

  /** The only method other threads may call. */
  void wakeUp() {
    consumer.wakeup();
  }

  void close() {
    consumer.close();
  }
}
