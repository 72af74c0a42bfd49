package dev.crab.deploy.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
  @Test
  void shouldAlignColumnsAndEndLinesWithoutBlanksWhenRendered() {
    Table table = Table.of("FACT", "STATUS", "FOUND").row("a", "ok", "x").row("longer", "fail", "");

    assertThat(table.render(false))
        .isEqualTo(
            """
            FACT    STATUS  FOUND
            a       ok      x
            longer  fail
            """);
  }

  @Test
  void shouldColourOnlyKnownWordsAndKeepColumnsWhenInColour() {
    String text = Table.of("S", "T").row("ok", "x").render(true);

    assertThat(text).contains("\u001b[32mok\u001b[0m  x").doesNotContain("[32mx");
  }

  @Test
  void shouldShowControlCharactersInsteadOfSendingThemWhenASandboxNamesThem() {
    String text = Table.of("PATH").row("/a\u001b[2Jb\nc\u202e").render(false);

    assertThat(text).isEqualTo("PATH\n/a\\u001b[2Jb\\nc\\u202e\n");
  }

  @Test
  void shouldRefuseARowThatDoesNotFit() {
    assertThatThrownBy(() -> Table.of("A", "B").row("x"))
        .hasMessageContaining("expected 2 cells; found 1");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.00 kB",
    "999499, 999 kB",
    "999500, 1.00 MB",
    "12345678, 12.3 MB",
    "9223372036854775807, 9223372 TB"
  })
  void shouldWriteBytesWithThreeDigits(long bytes, String text) {
    assertThat(Amount.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"7, 7 µs", "1500, 1.50 ms", "99949, 99.9 ms", "99960, 100 ms", "1500000, 1.50 s"})
  void shouldWriteTimesWithThreeDigits(long micros, String text) {
    assertThat(Amount.micros(micros)).isEqualTo(text);
    assertThat(Amount.duration(Duration.ofNanos(micros * 1000))).isEqualTo(text);
  }

  @Test
  void shouldShortenByCharactersNotByHalves() {
    assertThat(Text.shortened("a😀b😀", 3)).isEqualTo("a😀…");
    assertThat(Text.shortened("abc", 3)).isEqualTo("abc");
  }
}
