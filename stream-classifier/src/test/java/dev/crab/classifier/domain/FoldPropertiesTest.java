package dev.crab.classifier.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.classifier.Folding;
import dev.crab.classifier.RandomTrace;
import dev.crab.classifier.state.MapEntries;
import dev.crab.classifier.state.SandboxStates;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.TurnDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FoldPropertiesTest {
  @Property(tries = 500)
  void shouldDecideTheSameWhenItsStateIsSavedAndLoadedAfterEachObservation(@ForAll long seed) {
    // Given
    List<Observation> observations = new RandomTrace(new SplittableRandom(seed)).observations();
    List<TurnDecision> whole = Folding.decisions(observations);
    MapEntries entries = new MapEntries();
    List<TurnDecision> inChunks = new ArrayList<>();

    // When
    for (Observation observation : observations) {
      SandboxStates states = new SandboxStates(entries, 1);
      SandboxState state = states.of(observation.getSandbox());
      inChunks.addAll(TurnFold.apply(state, observation));
      states.save(state);
    }

    // Then
    assertThat(bytes(inChunks)).isEqualTo(bytes(whole));
  }

  @Property(tries = 500)
  void shouldDecideTheSameWhenObservationsComeTwice(@ForAll long seed) {
    // Given
    SplittableRandom random = new SplittableRandom(seed);
    List<Observation> observations = new RandomTrace(random).observations();
    List<Observation> repeated = new ArrayList<>();
    for (int i = 0; i < observations.size(); i++) {
      repeated.add(observations.get(i));
      Observation earlier = observations.get(random.nextInt(i + 1));
      if (earlier.getEpoch() == observations.get(i).getEpoch()) {
        repeated.add(earlier);
      }
    }

    // When
    List<TurnDecision> decisions = Folding.decisions(repeated);

    // Then
    assertThat(bytes(decisions)).isEqualTo(bytes(Folding.decisions(observations)));
  }

  @Property(tries = 500)
  void shouldDecideTheSameHoweverEventsAreBatched(@ForAll long seed) {
    // Given
    List<Observation> one = new RandomTrace(new SplittableRandom(seed)).batches(1).observations();
    List<Observation> other = new RandomTrace(new SplittableRandom(seed)).batches(9).observations();

    // When
    List<TurnDecision> decisions = Folding.decisions(other);

    // Then
    assertThat(timeless(decisions)).isEqualTo(timeless(Folding.decisions(one)));
  }

  @Property(tries = 200)
  void shouldDecideTheSameBytesEachTime(@ForAll long seed) {
    // Given
    List<Observation> observations = new RandomTrace(new SplittableRandom(seed)).observations();

    // When
    List<TurnDecision> again = Folding.decisions(observations);

    // Then
    assertThat(bytes(again)).isEqualTo(bytes(Folding.decisions(observations)));
  }

  private static List<String> timeless(List<TurnDecision> decisions) {
    return decisions.stream()
        .map(
            d ->
                TurnDecision.newBuilder(d)
                    .setBeginTimeNanos(0)
                    .setEndTimeNanos(0)
                    .setEndWallTimeMicros(0)
                    .build()
                    .toString())
        .toList();
  }

  /** As hexadecimal text, which failures show well. */
  private static List<String> bytes(List<TurnDecision> decisions) {
    return decisions.stream().map(RandomTrace::encoded).toList();
  }
}
