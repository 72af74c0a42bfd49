package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crab.deploy.screen.Amount;
import dev.crab.deploy.screen.Table;
import dev.crab.deploy.screen.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns, one a row. */
final class TurnTable {
  private static final int LABEL_WIDTH = 30;
  private static final int EFFECTS_WIDTH = 60;
  private static final int SHOWN_EFFECTS = 2;

  private TurnTable() {}

  static Table of(Iterable<JsonNode> turns) {
    Table table =
        Table.of(
            "TURN",
            "LABEL",
            "DECISION",
            "REASON",
            "EVENTS",
            "LOST",
            "LATENCY",
            "PROTECTION",
            "WRITTEN",
            "EFFECTS");
    for (JsonNode turn : turns) {
      JsonNode job = turn.path("job");
      table.row(
          turn.path("turn").asText(),
          Text.shortened(or(turn.path("label"), "-"), LABEL_WIDTH),
          turn.path("granularity").asText(),
          turn.path("reasons").path(0).path("code").asText("-"),
          turn.path("events").asText(),
          turn.path("lost").asText(),
          turn.path("decisionLatencyMicros").isNumber()
              ? Amount.micros(turn.path("decisionLatencyMicros").asLong())
              : "-",
          turn.path("protection").asText("-"),
          job.path("bytesWritten").isNumber()
              ? Amount.bytes(job.path("bytesWritten").asLong())
              : "-",
          effects(turn));
    }
    return table;
  }

  /** The first effects in words, and how many more there are. */
  private static String effects(JsonNode turn) {
    List<String> words = new ArrayList<>();
    for (JsonNode effect : turn.path("netEffects")) {
      words.add(
          effect.path("kind").asText().toLowerCase(Locale.ROOT)
              + " "
              + effect.path("path").asText());
    }
    for (JsonNode effect : turn.path("processEffects")) {
      words.add(
          effect.path("comm").asText()
              + "["
              + effect.path("pid").asText()
              + "] "
              + effect.path("kind").asText().toLowerCase(Locale.ROOT));
    }
    long all = turn.path("netEffectCount").asLong() + turn.path("processEffectCount").asLong();
    if (words.isEmpty()) {
      return all == 0 ? "-" : all + " effects";
    }
    List<String> shown = words.subList(0, Math.min(SHOWN_EFFECTS, words.size()));
    String more = all > shown.size() ? ", " + (all - shown.size()) + " more" : "";
    return Text.shortened(String.join(", ", shown), EFFECTS_WIDTH) + more;
  }

  private static String or(JsonNode value, String other) {
    return value.isTextual() && !value.asText().isEmpty() ? value.asText() : other;
  }
}
