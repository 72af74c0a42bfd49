package dev.crab.deploy.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DecodeTest {
  private static final byte[] SEVEN = {0, 0, 0, 0, 3, 14};

  @Test
  void shouldWriteJsonWhenTheSchemaIsKnown() throws IOException {
    ValueDecoder decoder = new ValueDecoder(id -> id == 3 ? "\"int\"" : "none");

    assertThat(decoder.json(SEVEN)).isEqualTo("7");
    assertThat(decoder.json(new byte[0])).isEqualTo("null");
  }

  @Test
  void shouldRefuseWhatIsNoValue() {
    ValueDecoder decoder = new ValueDecoder(id -> "\"int\"");

    assertThatThrownBy(() -> decoder.json(new byte[] {1, 2})).isInstanceOf(IOException.class);
  }

  @Test
  void shouldSayWhenTheStreamIsNotFramedOrEndsEarly() {
    assertThatThrownBy(() -> frames("text".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("%R%s");
    assertThatThrownBy(() -> frames(new byte[] {0, 0, 0, 4, 1})).isInstanceOf(EOFException.class);
  }

  @Property(tries = 100)
  void framesComeBackAsTheyWereWritten(@ForAll @Size(max = 5) List<byte[]> values)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] value : values) {
      out.write(ByteBuffer.allocate(4).putInt(value.length).array());
      out.write(value);
    }

    assertThat(frames(out.toByteArray()).toArray()).isEqualTo(values.toArray());
  }

  private static List<byte[]> frames(byte[] bytes) throws IOException {
    Frames frames = new Frames(new ByteArrayInputStream(bytes));
    List<byte[]> found = new ArrayList<>();
    for (Optional<byte[]> next = frames.next(); next.isPresent(); next = frames.next()) {
      found.add(next.get());
    }
    return found;
  }
}
