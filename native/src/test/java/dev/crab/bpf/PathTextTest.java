package dev.crab.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.bpf.PathText.Resolved;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTextTest {
  private static byte[] bytes(String s) {
    return s == null ? new byte[0] : s.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "c/b/a/,,KERNEL,/a/b/c,KERNEL",
    "b/a/,x,USER,/a/b/x,USER",
    ",/x//y/./z/,USER,/x/y/z,USER",
    "a/,../x,USER,/a/../x,UNTRUSTED",
    "a/,..x,USER,/a/..x,USER",
    ",,KERNEL,/,KERNEL",
    ",/,USER,/,USER",
    "a/,x,UNTRUSTED,/a/x,UNTRUSTED",
    ",,UNTRUSTED,,UNTRUSTED",
    ",,NONE,,NONE",
  })
  void shouldPutTogetherWhatTheKernelWrote(
      String base, String text, Trust trust, String path, Trust expected) {
    Resolved found = PathText.resolve(bytes(base), bytes(text), trust);

    assertThat(found).isEqualTo(new Resolved(path, expected));
  }

  @Test
  void shouldDistrustWhenBytesAreNoText() {
    byte[] text = {'/', 'a', (byte) 0xff, '/', 'b'};

    Resolved found = PathText.resolve(new byte[0], text, Trust.USER);

    assertThat(found).isEqualTo(new Resolved("/a\\xff/b", Trust.UNTRUSTED));
  }

  @Property
  void shouldBeAbsoluteWhateverTheBytesAre(
      @ForAll @Size(max = 60) byte[] base, @ForAll @Size(max = 60) byte[] text) {
    Resolved found = PathText.resolve(base, text, Trust.KERNEL);

    assertThat(found.path()).startsWith("/").doesNotContain("//", "/./");
  }
}
