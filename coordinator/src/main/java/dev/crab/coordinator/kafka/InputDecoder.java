package dev.crab.coordinator.kafka;

import dev.crab.coordinator.domain.Input;
import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.HostStatus;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.avro.Request;
import dev.crab.schemas.avro.TurnDecision;
import dev.crab.schemas.topic.Topic;
import dev.crab.schemas.topic.TopicCatalog;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Records of the topics as inputs of the step. */
final class InputDecoder {
  /** The topics the state is built from. */
  static final List<Topic> TOPICS =
      List.of(
          TopicCatalog.DECISIONS,
          TopicCatalog.RESULTS,
          TopicCatalog.MANIFESTS,
          TopicCatalog.REQUESTS,
          TopicCatalog.HOSTS,
          TopicCatalog.JOBS);

  private final ValueReader values;

  InputDecoder(ValueReader values) {
    this.values = values;
  }

  /** A record read as it came; times count from now. */
  Optional<Input> live(ConsumerRecord<byte[], byte[]> record, long nowMicros) {
    return decode(record, nowMicros, true);
  }

  /** A record read again after a start; times count from when it was written. */
  Optional<Input> replayed(ConsumerRecord<byte[], byte[]> record) {
    return decode(record, record.timestamp() * 1_000, false);
  }

  private Optional<Input> decode(
      ConsumerRecord<byte[], byte[]> record, long seenMicros, boolean live) {
    return values.read(record.topic(), record.value()).map(v -> input(v, seenMicros, live));
  }

  private static Input input(SpecificRecord value, long seenMicros, boolean live) {
    return switch (value) {
      case TurnDecision d -> new Input.Decision(d, latency(d, seenMicros, live));
      case JobResult r -> new Input.Result(r, seenMicros);
      case Manifest m -> new Input.ManifestSeen(m);
      case HostStatus h -> new Input.HostSeen(h, seenMicros);
      case Request q -> new Input.RequestSeen(q);
      case CheckpointJob j -> new Input.JobSeen(j);
      default ->
          throw new SerializationException(
              "expected a record of crab's topics; found " + value.getSchema().getFullName());
    };
  }

  private static OptionalLong latency(TurnDecision decision, long seenMicros, boolean live) {
    return live
        ? OptionalLong.of(Math.max(0, seenMicros - decision.getEndWallTimeMicros()))
        : OptionalLong.empty();
  }
}
