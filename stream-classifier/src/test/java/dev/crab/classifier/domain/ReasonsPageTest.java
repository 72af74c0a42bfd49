package dev.crab.classifier.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Writes the page when run with -Dcrab.docs.write=true. */
class ReasonsPageTest {
  private static final Path PAGE = Path.of("REASONS.md");

  @Test
  void shouldListAllReasons() throws IOException {
    // Given
    String expected = page();
    if (Boolean.getBoolean("crab.docs.write")) {
      Files.writeString(PAGE, expected);
    }

    // When
    String found = Files.exists(PAGE) ? Files.readString(PAGE) : "";

    // Then
    assertThat(found)
        .as("REASONS.md is stale; run the tests of this module with -Dcrab.docs.write=true")
        .isEqualTo(expected);
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append("# Reasons of decisions\n\n");
    page.append(
        "Generated from `ReasonCode`; do not edit. Most important first, as in decisions.\n");
    page.append("A turn is classified as the union of what its reasons raise it to.\n\n");
    page.append("| code | raises to at least | meaning |\n|---|---|---|\n");
    for (ReasonCode code : ReasonCode.values()) {
      page.append("| `%s` | %s | %s |\n".formatted(code, code.raises(), code.description()));
    }
    return page.toString();
  }
}
