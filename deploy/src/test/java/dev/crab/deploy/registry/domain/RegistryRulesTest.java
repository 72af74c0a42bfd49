package dev.crab.deploy.registry.domain;

import static dev.crab.deploy.registry.domain.RegistryFixture.ONE;
import static dev.crab.deploy.registry.domain.RegistryFixture.OTHER_TYPE;
import static dev.crab.deploy.registry.domain.RegistryFixture.WITH_OPTIONAL;
import static dev.crab.deploy.registry.domain.RegistryFixture.WITH_REQUIRED;
import static dev.crab.deploy.registry.domain.RegistryFixture.answer;
import static dev.crab.deploy.registry.domain.RegistryFixture.code;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryRulesTest {
  private final RegistryFixture registry = new RegistryFixture();

  @Test
  void shouldAnswerTheSameIdWhenTheSchemaIsRegisteredAgainOrElsewhere() {
    int first = answer(registry.register("s", ONE));

    assertThat(answer(registry.register("s", " " + ONE.replace(",", " , ")))).isEqualTo(first);
    assertThat(answer(registry.register("t", ONE))).isEqualTo(first);
    assertThat(registry.events).hasSize(2);
  }

  @Test
  void shouldKeepSchemasApartWhenOnlyADefaultDiffers() {
    int first = answer(registry.register("s", WITH_OPTIONAL));

    int second = answer(registry.register("s", WITH_OPTIONAL.replace("7", "8")));

    assertThat(second).isNotEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, true, true, true",
    "BACKWARD, true, false, false",
    "BACKWARD_TRANSITIVE, true, false, false",
    "FORWARD, true, true, false",
    "FORWARD_TRANSITIVE, true, true, false",
    "FULL, true, false, false",
    "FULL_TRANSITIVE, true, false, false"
  })
  void shouldLetInOnlyWhatTheLevelAllowsWhenASchemaChanges(
      String level, boolean optional, boolean required, boolean otherType) {
    registry.run(s -> RegistryRules.setLevel(Optional.of("s"), level));
    registry.register("s", ONE);

    assertThat(accepts(WITH_OPTIONAL)).isEqualTo(optional);
    assertThat(accepts(WITH_REQUIRED)).isEqualTo(required);
    assertThat(accepts(OTHER_TYPE)).isEqualTo(otherType);
  }

  private boolean accepts(String schema) {
    return answer(registry.run(s -> RegistryRules.compatibility(s, "s", Optional.empty(), schema)))
        .isEmpty();
  }

  @Test
  void shouldCompareWithAllVersionsOnlyWhenTransitive() {
    registry.run(s -> RegistryRules.setLevel(Optional.empty(), "NONE"));
    registry.register("s", ONE);
    registry.register("s", WITH_REQUIRED);
    registry.run(s -> RegistryRules.setLevel(Optional.empty(), "BACKWARD"));
    String likeSecond = WITH_REQUIRED.replace("\"fields\"", "\"doc\":\"third\",\"fields\"");
    assertThat(accepts(likeSecond)).isTrue();

    registry.run(s -> RegistryRules.setLevel(Optional.empty(), "BACKWARD_TRANSITIVE"));

    assertThat(accepts(likeSecond)).isFalse();
  }

  @Test
  void shouldRefuseWith409WhenIncompatible() {
    registry.register("s", ONE);

    Outcome<Integer> outcome = registry.register("s", OTHER_TYPE);

    assertThat(code(outcome).code()).isEqualTo(409);
    assertThat(registry.events).hasSize(1);
  }

  @Test
  void shouldRefuseWith42201WhenTheSchemaIsNone() {
    assertThat(code(registry.register("s", "{\"type\":\"nothing\"}")).code()).isEqualTo(42201);
    assertThat(code(registry.register("s", "{")).httpStatus()).isEqualTo(422);
  }

  @Test
  void shouldSayWhatIsUnknownWhenAskedForIt() {
    registry.register("s", ONE);

    assertThat(code(version("t", VersionName.LATEST)).code()).isEqualTo(40401);
    assertThat(code(version("s", new VersionName(OptionalInt.of(9)))).code()).isEqualTo(40402);
    assertThat(code(registry.run(s -> RegistryQueries.schema(s, 9))).code()).isEqualTo(40403);
    assertThat(code(registry.run(s -> RegistryQueries.lookup(s, "s", OTHER_TYPE, false))).code())
        .isEqualTo(40403);
    assertThat(code(registry.run(s -> RegistryRules.setLevel(Optional.empty(), "x"))).code())
        .isEqualTo(42203);
    assertThat(code(registry.run(s -> RegistryQueries.level(s, "s", false))).code())
        .isEqualTo(40408);
  }

  private Outcome<Version> version(String subject, VersionName name) {
    return registry.run(s -> RegistryQueries.version(s, subject, name, false));
  }

  @Test
  void shouldKeepHiddenSchemasReadableByIdAndNeverReuseTheirNumber() {
    int id = answer(registry.register("s", ONE));
    registry.run(s -> RegistryRules.delete(s, "s", VersionName.LATEST, false));

    List<Version> readable = answer(registry.run(s -> RegistryQueries.schema(s, id)));
    assertThat(readable).hasSize(1);
    assertThat(code(registry.run(s -> RegistryQueries.versions(s, "s", false))).code())
        .isEqualTo(40401);
    assertThat(answer(registry.register("s", OTHER_TYPE))).isEqualTo(id + 1);
    List<Integer> numbers = answer(registry.run(s -> RegistryQueries.versions(s, "s", true)));
    assertThat(numbers).containsExactly(1, 2);
  }

  @Test
  void shouldEraseOnlyWhatWasHiddenFirst() {
    int id = answer(registry.register("s", ONE));
    VersionName first = new VersionName(OptionalInt.of(1));
    assertThat(code(registry.run(s -> RegistryRules.delete(s, "s", first, true))).code())
        .isEqualTo(40407);
    registry.run(s -> RegistryRules.delete(s, "s", first, false));
    assertThat(code(registry.run(s -> RegistryRules.delete(s, "s", first, false))).code())
        .isEqualTo(40406);

    registry.run(s -> RegistryRules.delete(s, "s", first, true));

    assertThat(code(registry.run(s -> RegistryQueries.schema(s, id))).code()).isEqualTo(40403);
    assertThat(answer(registry.register("s", ONE))).isEqualTo(id);
  }
}
