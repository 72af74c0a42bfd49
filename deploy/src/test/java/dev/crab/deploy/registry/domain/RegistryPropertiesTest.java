package dev.crab.deploy.registry.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.deploy.registry.domain.Outcome.Accepted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RegistryPropertiesTest {
  /** One request: what it does to which subject, with which of some schemas. */
  record Step(int action, String subject, String schema) {
    Outcome<?> run(RegistryFixture registry) {
      return switch (action) {
        case 0 -> registry.run(s -> RegistryRules.delete(s, subject, VersionName.LATEST, false));
        case 1 -> registry.run(s -> RegistryRules.delete(s, subject, VersionName.LATEST, true));
        case 2 -> registry.run(s -> RegistryRules.setLevel(Optional.of(subject), "NONE"));
        case 3 -> registry.run(s -> RegistryRules.setLevel(Optional.empty(), "FULL"));
        default -> registry.register(subject, schema);
      };
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> schema =
        Combinators.combine(
                Arbitraries.of("int", "long", "string"), Arbitraries.integers().between(0, 3))
            .as(
                (type, extra) -> {
                  StringBuilder fields = new StringBuilder();
                  fields.append("{\"name\":\"a\",\"type\":\"").append(type).append("\"}");
                  for (int i = 0; i < extra; i++) {
                    fields.append(",{\"name\":\"f" + i + "\",\"type\":\"int\",\"default\":0}");
                  }
                  return RegistryFixture.record(fields.toString());
                });
    return Combinators.combine(
            Arbitraries.integers().between(0, 9), Arbitraries.of("s", "t", "u"), schema)
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 200)
  void oneIdStandsForOneSchemaForEver(@ForAll("steps") List<Step> steps) {
    RegistryFixture registry = new RegistryFixture();
    Map<Integer, String> schemas = new HashMap<>();
    for (Step step : steps) {
      Outcome<?> outcome = step.run(registry);
      if (step.action() > 3 && outcome instanceof Accepted<?> accepted) {
        String text = SchemaText.parse(step.schema()).canonical();
        assertThat(schemas.merge((Integer) accepted.answer(), text, (a, b) -> a)).isEqualTo(text);
      }
    }
    assertThat(schemas.values()).doesNotHaveDuplicates();
  }

  @Property(tries = 200)
  void replayedEventsGiveTheSameRegistry(@ForAll("steps") List<Step> steps) {
    RegistryFixture live = new RegistryFixture();
    steps.forEach(step -> step.run(live));

    RegistryFixture recovered = new RegistryFixture();
    live.events.forEach(recovered.state::apply);

    for (Step step : steps) {
      assertThat(step.run(recovered)).isEqualTo(step.run(live));
    }
  }

  @Property(tries = 100)
  void refusalsChangeNothing(@ForAll("steps") List<Step> steps) {
    RegistryFixture registry = new RegistryFixture();
    for (Step step : steps) {
      int before = registry.events.size();
      if (step.run(registry) instanceof Outcome.Refused<?>) {
        assertThat(registry.events).hasSize(before);
      }
    }
  }
}
