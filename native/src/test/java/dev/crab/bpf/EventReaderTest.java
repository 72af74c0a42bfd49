package dev.crab.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventReaderTest {
  private static List<Decoded> read(ByteBuffer b) {
    List<Decoded> found = new ArrayList<>();
    EventReader.read(b, found::add);
    return found;
  }

  @Test
  void shouldReadEveryFieldWhenARecordIsWhole() {
    ByteBuffer record = EventBytes.event(Operation.CREATE, Trust.KERNEL, "leaf/tmp/");

    List<Decoded> found = read(record);

    assertThat(found)
        .containsExactly(
            new KernelEvent(
                7,
                42,
                1_000,
                10,
                11,
                "bash",
                257,
                Operation.CREATE,
                FileKind.DISK,
                "/tmp/leaf",
                null,
                Trust.KERNEL,
                5,
                6,
                3,
                1));
  }

  @Test
  void shouldReadAllWhenRecordsFollowOneAnother() {
    ByteBuffer one = EventBytes.event(Operation.RENAME, Trust.USER, "d/", "a", "e/", "b");
    ByteBuffer two = EventBytes.event(Operation.UNLINK, Trust.USER, "", "/x");
    ByteBuffer both = ByteBuffer.allocate(one.capacity() + two.capacity());
    both.put(one).put(two).flip();

    List<Decoded> found = read(both);

    assertThat(found).extracting(d -> ((KernelEvent) d).path()).containsExactly("/d/a", "/x");
    assertThat(((KernelEvent) found.getFirst()).target()).isEqualTo("/e/b");
  }

  @Test
  void shouldTellOfALossWhenTheLengthIsWrong() {
    ByteBuffer record = EventBytes.event(Operation.CREATE, Trust.KERNEL, "leaf/");
    record.putInt(EventLayout.LENGTH, 3);

    List<Decoded> found = read(record);

    assertThat(found).hasSize(1).first().isInstanceOf(DecodeError.class);
    assertThat(found.getFirst().slot()).isEqualTo(7);
  }

  @Test
  void shouldGoOnBehindWhenASegmentPassesTheEnd() {
    ByteBuffer bad = EventBytes.event(Operation.CREATE, Trust.KERNEL, "leaf/");
    bad.putShort(EventLayout.SEGMENT, (short) 999);
    ByteBuffer good = EventBytes.event(Operation.CREATE, Trust.KERNEL, "leaf/");
    ByteBuffer both = ByteBuffer.allocate(bad.capacity() + good.capacity());
    both.put(bad).put(good).flip();

    List<Decoded> found = read(both);

    assertThat(found).hasSize(2);
    assertThat(found.get(0)).isInstanceOf(DecodeError.class);
    assertThat(found.get(1)).isInstanceOf(KernelEvent.class);
  }

  @Test
  void shouldSayUnknownWhenTheOperationIsFromALaterBuild() {
    ByteBuffer record = EventBytes.event(Operation.CREATE, Trust.KERNEL, "leaf/");
    record.put(EventLayout.OPERATION, (byte) 200);

    List<Decoded> found = read(record);

    assertThat(((KernelEvent) found.getFirst()).operation()).isEqualTo(Operation.UNKNOWN);
  }

  @Property(tries = 20_000)
  void shouldNeverThrowWhateverTheBytesAre(@ForAll @Size(max = 600) byte[] bytes) {
    assertThat(read(ByteBuffer.wrap(bytes))).hasSizeLessThanOrEqualTo(bytes.length / 96 + 1);
  }

  @Property(tries = 20_000)
  void shouldNeverThrowWhenOneByteIsDamaged(
      @ForAll @IntRange(max = 119) int at, @ForAll byte value) {
    ByteBuffer record =
        EventBytes.event(Operation.RENAME, Trust.USER, "d/e/f/", "a", "e/", "b\u00e4");
    record.put(at % record.capacity(), value);

    assertThat(read(record)).isNotEmpty();
  }
}
