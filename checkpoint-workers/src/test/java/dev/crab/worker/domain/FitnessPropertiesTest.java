package dev.crab.worker.domain;

import static dev.crab.worker.domain.FitnessTest.SECOND;
import static dev.crab.worker.domain.FitnessTest.fingerprint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.avro.HeldFile;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class FitnessPropertiesTest {
  @Property
  void shouldNeverTrustAFileThatMayHaveChangedAfterTheFreeze(
      @ForAll @LongRange(min = 0, max = 2 * SECOND) long changed) {
    FileFacts facts = new FileFacts(1, 1, changed);

    HeldFile held = FitCheck.settled("/f", false, Optional.of(facts), SECOND);

    boolean fits = FitCheck.misfit(List.of(held), p -> Optional.of(facts)).isEmpty();
    assertThat(fits).isEqualTo(changed < SECOND - 25_000_000);
  }

  @Property
  void shouldKeepAFingerprintOnlyWhenTheTreeHasSettled(
      @ForAll @LongRange(min = 0, max = 2 * SECOND) long changed) {
    assertThat(fingerprint(changed).isPresent()).isEqualTo(changed < SECOND - 25_000_000);
    assertThat(fingerprint(1)).isEqualTo(fingerprint(1)).isNotEqualTo(fingerprint(2));
  }
}
