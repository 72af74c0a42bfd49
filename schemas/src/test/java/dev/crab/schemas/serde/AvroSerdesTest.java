package dev.crab.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crab.schemas.avro.LossKind;
import dev.crab.schemas.avro.LossReport;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.Request;
import dev.crab.schemas.avro.RequestKind;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class AvroSerdesTest {
  private static final String TOPIC = "t";

  private final AvroSerdes serdes = new AvroSerdes("mock://serdes");
  private final Serde<Observation> observations = serdes.serde(Observation.class);
  private final Observation observation =
      new Observation("h", "b", "s1", 1L, 2L, 3L, 4L, new LossReport(LossKind.RING_FULL, 5L, null));

  @Test
  void shouldWriteAZeroByteTheSchemasIdAndTheRecord() throws Exception {
    // When
    byte[] bytes = observations.serializer().serialize(TOPIC, observation);

    // Then
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    assertThat(frame.get()).isZero();
    assertThat(frame.getInt()).isPositive();
    byte[] rest = new byte[frame.remaining()];
    frame.get(rest);
    byte[] alone = Observation.getEncoder().encode(observation).array();
    assertThat(alone).as("single-object encoding: ten bytes, then the record").endsWith(rest);
    assertThat(alone).hasSize(rest.length + 10);
  }

  @Test
  void shouldReadWhatItWrote() {
    // Given
    byte[] bytes = observations.serializer().serialize(TOPIC, observation);

    // When
    Observation read = observations.deserializer().deserialize(TOPIC, bytes);

    // Then
    assertThat(read).isEqualTo(observation);
    assertThat(read.getPayload()).isInstanceOf(LossReport.class);
  }

  @Test
  void shouldPassNullThrough() {
    assertThat(observations.serializer().serialize(TOPIC, null)).isNull();
    assertThat(observations.deserializer().deserialize(TOPIC, null)).isNull();
  }

  @Test
  void shouldRefuseARecordOfAnotherType() {
    // Given
    Request request =
        Request.newBuilder()
            .setRequestId("r")
            .setKind(RequestKind.RESTORE)
            .setSandbox("s1")
            .setWallTimeMicros(1)
            .build();
    byte[] bytes = serdes.serializer().serialize("other", request);

    // When, then
    assertThatThrownBy(() -> observations.deserializer().deserialize("other", bytes))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("expected Observation; found " + Request.class.getName());
  }

  @Test
  void shouldRefuseBytesThatAreNoRecord() {
    assertThatThrownBy(() -> observations.deserializer().deserialize(TOPIC, new byte[] {1, 2}))
        .isInstanceOf(SerializationException.class);
  }

  @Test
  void shouldTrustNoClassesButOurRecords() {
    assertThat(TrustedRecords.trusts(Observation.class)).isTrue();
    assertThat(org.apache.avro.util.ClassSecurityValidator.getGlobal().isTrusted(AvroSerdes.class))
        .isFalse();
  }
}
