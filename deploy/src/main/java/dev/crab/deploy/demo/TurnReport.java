package dev.crab.deploy.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One turn as the demo saw it.
 *
 * @param hidden whether the checkpoint ended inside the LLM wait; null if no job was needed
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record TurnReport(
    long turn,
    String title,
    String command,
    int exitCode,
    long events,
    long lost,
    String granularity,
    List<String> reasons,
    List<String> netEffects,
    long netEffectCount,
    List<String> processEffects,
    long cancelledEffects,
    long decisionLatencyMicros,
    String protection,
    @Nullable String jobStatus,
    @Nullable String jobGranularity,
    @Nullable String failure,
    long frozenTimeMicros,
    long jobMicros,
    long processImageBytes,
    long filesystemBytes,
    long waitMillis,
    @Nullable Boolean hidden) {

  /**
   * Reads the API's document of a settled turn.
   *
   * @param took from the turn's end until it was settled
   */
  static TurnReport of(DemoTurn turn, int exitCode, JsonNode document, Duration took) {
    JsonNode job = document.path("job");
    boolean hasJob = job.isObject();
    boolean settled = !document.path("protection").asText().equals("pending");
    return new TurnReport(
        document.path("turn").asLong(),
        turn.title(),
        turn.script().orElse(""),
        exitCode,
        document.path("events").asLong(),
        document.path("lost").asLong(),
        document.path("granularity").asText(),
        texts(document.path("reasons"), "code", "detail"),
        texts(document.path("netEffects"), "kind", "path"),
        document.path("netEffectCount").asLong(document.path("netEffects").size()),
        texts(document.path("processEffects"), "kind", "comm"),
        document.path("cancelledEffects").asLong(),
        document.path("decisionLatencyMicros").asLong(),
        document.path("protection").asText(),
        hasJob ? job.path("status").asText("PENDING") : null,
        hasJob ? job.path("granularity").asText() : null,
        job.path("failure").isObject() ? job.path("failure").path("message").asText() : null,
        job.path("frozenTimeMicros").asLong(),
        job.path("totalMicros").asLong(),
        job.path("processImageBytes").asLong(),
        job.path("filesystemBytes").asLong(),
        turn.llmWait().toMillis(),
        hasJob ? settled && took.compareTo(turn.llmWait()) <= 0 : null);
  }

  long writtenBytes() {
    return processImageBytes + filesystemBytes;
  }

  private static List<String> texts(JsonNode array, String first, String second) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : array) {
      texts.add((item.path(first).asText() + " " + item.path(second).asText()).strip());
    }
    return List.copyOf(texts);
  }
}
