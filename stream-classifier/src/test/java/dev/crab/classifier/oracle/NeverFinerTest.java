package dev.crab.classifier.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.classifier.Folding;
import dev.crab.classifier.Trace;
import dev.crab.classifier.domain.Cover;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.SyscallEvent;
import dev.crab.schemas.avro.TurnDecision;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

class NeverFinerTest {
  @Property(tries = 50_000)
  @Label("a turn that changed the file system is never classified as if it had not")
  void shouldNeverBeFinerThanTheOracle(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int calls) {
    // Given
    Session session = new Session(new SplittableRandom(seed));
    Map<String, String> before = session.snapshot();
    for (int i = 0; i < calls; i++) {
      session.call();
    }
    session.tidy();
    boolean changed = !session.snapshot().equals(before);
    Trace trace = Trace.registered().turn(1, session.events().toArray(SyscallEvent.Builder[]::new));

    // When
    TurnDecision decision = Folding.only(trace);

    // Then
    boolean covered = Cover.covers(decision.getGranularity(), Granularity.FILESYSTEM);
    String turn = session.events().isEmpty() ? "idle" : changed ? "changed" : "unchanged";
    Statistics.collect(turn, covered ? "covered" : "not covered");
    assertThat(covered || !changed)
        .as(
            "%s turned %s into %s, decided %s",
            session.events(), before, session.snapshot(), decision)
        .isTrue();
  }
}
