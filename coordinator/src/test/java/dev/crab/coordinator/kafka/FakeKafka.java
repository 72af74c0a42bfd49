package dev.crab.coordinator.kafka;

import dev.crab.schemas.topic.Topic;
import dev.crab.schemas.topic.TopicCatalog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Topics of one partition, written by the test. */
final class FakeKafka {
  final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  final MockProducer<String, byte[]> producer;
  final PlainValues values = new PlainValues();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final List<ConsumerRecord<byte[], byte[]>> waiting = new ArrayList<>();

  FakeKafka(boolean acknowledges) {
    producer =
        new MockProducer<>(acknowledges, null, new StringSerializer(), new ByteArraySerializer());
    for (Topic topic : InputDecoder.TOPICS) {
      TopicPartition partition = new TopicPartition(topic.name(), 0);
      consumer.updatePartitions(
          topic.name(),
          List.of(new PartitionInfo(topic.name(), 0, Node.noNode(), new Node[0], new Node[0])));
      consumer.updateBeginningOffsets(Map.of(partition, 0L));
      ends.put(partition, 0L);
    }
    consumer.updateEndOffsets(ends);
  }

  void write(Topic topic, SpecificRecord value) {
    writeRaw(topic, values.write(topic.name(), value));
  }

  void writeRaw(Topic topic, byte[] bytes) {
    TopicPartition partition = new TopicPartition(topic.name(), 0);
    long offset = ends.merge(partition, 1L, Long::sum) - 1;
    consumer.updateEndOffsets(Map.of(partition, offset + 1));
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            topic.name(),
            0,
            offset,
            1_000,
            TimestampType.CREATE_TIME,
            0,
            0,
            "key".getBytes(StandardCharsets.UTF_8),
            bytes,
            new RecordHeaders(),
            Optional.empty());
    if (consumer.assignment().isEmpty()) {
      waiting.add(record);
    } else {
      consumer.addRecord(record);
    }
  }

  /** What was written before the consumer came, to be read at its next poll. */
  void deliverWaiting() {
    consumer.schedulePollTask(
        () -> {
          waiting.forEach(consumer::addRecord);
          waiting.clear();
        });
  }

  List<String> jobsSent() {
    return producer.history().stream()
        .filter(r -> r.topic().equals(TopicCatalog.JOBS.name()))
        .map(
            r ->
                r.key()
                    + " "
                    + values
                        .read(r.topic(), r.value())
                        .map(v -> v.get(v.getSchema().getField("jobId").pos()))
                        .orElseThrow())
        .toList();
  }
}
