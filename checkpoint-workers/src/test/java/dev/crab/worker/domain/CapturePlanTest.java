package dev.crab.worker.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.avro.Granularity;
import dev.crab.worker.domain.CapturePlan.Facts;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CapturePlanTest {
  private static final Facts FITTING = new Facts(true, false, true, Optional.empty(), true);

  @Test
  void shouldCaptureWhatWasAskedWhenTheParentFits() {
    assertThat(CapturePlan.of(Granularity.FILESYSTEM, FITTING))
        .isEqualTo(new CapturePlan(false, true, ""));
    assertThat(CapturePlan.of(Granularity.PROCESS, FITTING))
        .isEqualTo(new CapturePlan(true, false, ""));
    assertThat(CapturePlan.of(Granularity.FULL, FITTING))
        .isEqualTo(new CapturePlan(true, true, ""));
  }

  @Test
  void shouldDumpWhenAHeldFileChanged() {
    Facts facts = new Facts(true, false, true, Optional.of("held file /x changed"), true);

    CapturePlan plan = CapturePlan.of(Granularity.FILESYSTEM, facts);

    assertThat(plan.dump()).isTrue();
    assertThat(plan.why()).contains("/x");
    assertThat(plan.covered(Granularity.FILESYSTEM)).isEqualTo(Granularity.FULL);
  }

  static Granularity union(Granularity a, Granularity b) {
    if (a == Granularity.NONE || a == b) {
      return b;
    }
    return b == Granularity.NONE ? a : Granularity.FULL;
  }
}
