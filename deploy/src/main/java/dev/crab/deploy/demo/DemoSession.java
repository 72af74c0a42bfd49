package dev.crab.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The turns of the scripted session, read from session.json; {@code @{file}} in a script stands for
 * that file's text.
 */
final class DemoSession {
  private static final Pattern INCLUDE = Pattern.compile("@\\{([a-z_.]+)}");

  private DemoSession() {}

  static List<DemoTurn> turns() {
    try {
      JsonNode root = new ObjectMapper().readTree(resource("session.json"));
      List<DemoTurn> turns = new ArrayList<>();
      for (JsonNode turn : root) {
        Optional<String> script =
            turn.path("script").isTextual()
                ? Optional.of(turn.path("script").asText())
                : Optional.empty();
        turns.add(
            new DemoTurn(
                turn.path("title").asText(),
                script.map(DemoSession::include),
                Duration.ofMillis(turn.path("waitMillis").asLong())));
      }
      return List.copyOf(turns);
    } catch (IOException e) {
      throw new UncheckedIOException("the demo's session could not be read", e);
    }
  }

  private static String include(String script) {
    return INCLUDE.matcher(script).replaceAll(DemoSession::text);
  }

  private static String text(MatchResult include) {
    try {
      return Matcher.quoteReplacement(resource(include.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = DemoSession.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(
            "resource "
                + name
                + ": expected beside "
                + DemoSession.class.getName()
                + "; found nothing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
