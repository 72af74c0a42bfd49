package dev.crab.worker.domain;

import static dev.crab.worker.domain.CapturePlanTest.union;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.avro.Granularity;
import dev.crab.worker.domain.CapturePlan.Facts;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CapturePlanPropertiesTest {
  @Property
  void shouldNeverBeFinerThanAskedNorThanTheFactsDemand(
      @ForAll Granularity asked,
      @ForAll boolean hasParent,
      @ForAll boolean onlyInit,
      @ForAll boolean hasImage,
      @ForAll boolean fits,
      @ForAll boolean unchanged) {
    Facts facts =
        new Facts(
            hasParent, onlyInit, hasImage, fits ? Optional.empty() : Optional.of("x"), unchanged);

    CapturePlan plan = CapturePlan.of(asked, facts);

    Granularity covered = plan.covered(asked);
    assertThat(union(covered, asked)).isEqualTo(covered);
    boolean reusesImage = !plan.dump() && !onlyInit;
    assertThat(!reusesImage || (hasParent && hasImage && fits)).isTrue();
    assertThat(plan.copy() || (hasParent && unchanged)).isTrue();
  }
}
