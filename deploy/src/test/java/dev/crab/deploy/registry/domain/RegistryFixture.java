package dev.crab.deploy.registry.domain;

import dev.crab.deploy.registry.domain.Outcome.Accepted;
import dev.crab.deploy.registry.domain.Outcome.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A registry without file or network. */
final class RegistryFixture {
  static final String ONE = record("{\"name\":\"a\",\"type\":\"int\"}");
  static final String WITH_OPTIONAL =
      record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":7}");
  static final String WITH_REQUIRED =
      record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}");
  static final String OTHER_TYPE = record("{\"name\":\"a\",\"type\":\"string\"}");

  final RegistryState state = new RegistryState();
  final List<RegistryEvent> events = new ArrayList<>();

  static String record(String fields) {
    return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}";
  }

  <T> Outcome<T> run(Function<RegistryState, Outcome<T>> rule) {
    Outcome<T> outcome = rule.apply(state);
    if (outcome instanceof Accepted<T> accepted) {
      accepted.events().forEach(state::apply);
      events.addAll(accepted.events());
    }
    return outcome;
  }

  Outcome<Integer> register(String subject, String schema) {
    return run(s -> RegistryRules.register(s, subject, schema));
  }

  static <T> T answer(Outcome<T> outcome) {
    return switch (outcome) {
      case Accepted<T> accepted -> accepted.answer();
      case Refused<T> refused -> throw new AssertionError("refused: " + refused);
    };
  }

  static ErrorCode code(Outcome<?> outcome) {
    return switch (outcome) {
      case Accepted<?> accepted -> throw new AssertionError("accepted: " + accepted);
      case Refused<?> refused -> refused.code();
    };
  }
}
