package dev.crab.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.topic.Topic;
import dev.crab.schemas.topic.TopicCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Writes the page when run with -Dcrab.docs.write=true. */
class TopicCatalogTest {
  private static final Path PAGE = Path.of("TOPICS.md");

  @Test
  void shouldNameEachTopicOnce() {
    assertThat(TopicCatalog.all()).extracting(Topic::name).doesNotHaveDuplicates();
  }

  @Test
  void shouldGiveEachTopicASchemaExceptDeadLetters() {
    assertThat(TopicCatalog.all())
        .filteredOn(t -> t.value().isEmpty())
        .containsExactly(TopicCatalog.DEAD_LETTERS);
  }

  @Test
  void shouldListAllTopicsOnThePage() throws IOException {
    // Given
    String expected = page();
    if (Boolean.getBoolean("crab.docs.write")) {
      Files.writeString(PAGE, expected);
    }

    // When
    String found = Files.exists(PAGE) ? Files.readString(PAGE) : "";

    // Then
    assertThat(found)
        .as("TOPICS.md is stale; run the tests of this module with -Dcrab.docs.write=true")
        .isEqualTo(expected);
  }

  private static String page() {
    StringBuilder page = new StringBuilder("# Topics\n\n");
    page.append("Generated from `TopicCatalog`; do not edit.\n\n");
    page.append(
        "| topic | key | value | partitions | cleanup | kept for |\n|---|---|---|---|---|---|\n");
    for (Topic topic : TopicCatalog.all()) {
      page.append(
          "| `%s` | %s | %s | %d | %s | %s |\n"
              .formatted(
                  topic.name(),
                  topic.key(),
                  topic.value().map(v -> "`" + v.getName() + "`").orElse("bytes as found"),
                  topic.partitions(),
                  topic.config().get("cleanup.policy"),
                  topic.retention().map(r -> r.toDays() + " days").orElse("ever")));
    }
    for (Topic topic : TopicCatalog.all()) {
      topic
          .value()
          .ifPresent(v -> page.append("\n## `%s`\n\n%s\n".formatted(v.getName(), v.getDoc())));
    }
    return page.toString();
  }
}
