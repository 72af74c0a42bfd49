package dev.crab.probe.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.avro.EventBatch;
import dev.crab.schemas.avro.FileKind;
import dev.crab.schemas.avro.Operation;
import dev.crab.schemas.avro.PathTrust;
import dev.crab.schemas.avro.SyscallEvent;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class EventBatchesTest {
  @Property(tries = 200)
  void shouldKeepAllInOrderAndBounded(
      @ForAll @Size(max = 300) List<@IntRange(max = 12_000) Integer> lengths) {
    List<SyscallEvent> events =
        IntStream.range(0, lengths.size()).mapToObj(i -> event(i, lengths.get(i))).toList();

    List<EventBatch> batches = EventBatches.of(events);

    assertThat(batches.stream().flatMap(b -> b.getEvents().stream()).toList()).isEqualTo(events);
    assertThat(batches)
        .allSatisfy(
            b -> {
              assertThat(b.getEvents()).hasSizeBetween(1, 64);
              int size = b.getEvents().stream().mapToInt(e -> e.getPath().length()).sum();
              assertThat(size).isLessThanOrEqualTo(128 * 1024);
            });
  }

  private static SyscallEvent event(int number, int length) {
    return new SyscallEvent(
        (long) number,
        1,
        1,
        "sh",
        Operation.WRITE,
        FileKind.DISK,
        "x".repeat(length),
        null,
        PathTrust.KERNEL,
        0L,
        0L,
        0L,
        0,
        0L);
  }
}
