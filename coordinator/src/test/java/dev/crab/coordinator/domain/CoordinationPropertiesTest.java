package dev.crab.coordinator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.coordinator.domain.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What must hold whatever happens; each try is one simulated life of a coordinator. */
class CoordinationPropertiesTest {
  private static final int ROUNDS = 600;

  @Property(tries = 200)
  void shouldCoverOrSayUnprotectedEveryChangingTurnWhenThingsCalmDown(@ForAll long seed) {
    Simulation simulation = new Simulation(seed);
    simulation.run(ROUNDS);
    simulation.settle();
    simulation.verify();
    simulation.verifyNewest();
    simulation
        .state
        .sandboxes()
        .forEach(
            e -> {
              Lineage lineage = Lineage.of(e.value());
              e.value()
                  .turns()
                  .turns()
                  .forEach(
                      t ->
                          assertThat(Protection.of(lineage, t.value()).settled())
                              .as("%s %s: %s", e.key(), t.key(), Protection.of(lineage, t.value()))
                              .isTrue());
            });
  }

  @Property(tries = 100)
  void shouldComeToTheSameStateAndJobsWhenTopicsAreReadInAnotherOrder(
      @ForAll long seed, @ForAll long one, @ForAll long other) {
    Simulation simulation = new Simulation(seed);
    simulation.run(ROUNDS);
    State first = simulation.topics.replay(new Random(one));
    State second = simulation.topics.replay(new Random(other));

    assertThat(second).isEqualTo(first);
    Input tick = new Input.Tick(Long.MAX_VALUE / 4);
    assertThat(Coordination.step(second, tick)).isEqualTo(Coordination.step(first, tick));
  }

  @Property(tries = 100)
  void shouldComeBackToTheStateItHadWhenItIsRestarted(@ForAll long seed) {
    Simulation simulation = new Simulation(seed);
    simulation.run(ROUNDS);
    simulation.settle();
    State live = simulation.state;

    State rebuilt = simulation.topics.replay(new Random(seed));

    assertThat(rebuilt.sandboxes()).isEqualTo(live.sandboxes());
    assertThat(Coordination.step(rebuilt, new Input.Tick(live.nowMicros())).outputs()).isEmpty();
  }

  @Property(tries = 100)
  void shouldChangeNothingWhenInputsComeTwice(@ForAll long seed) {
    Simulation simulation = new Simulation(seed);
    simulation.run(ROUNDS);
    State once = simulation.topics.replay(new Random(seed));
    State twice = once;
    for (List<Input> topic : simulation.topics.all()) {
      for (Input input : topic) {
        twice = Coordination.replay(twice, input);
      }
    }
    assertThat(twice).isEqualTo(once);
  }

  /** The properties above mean something only if their simulations are eventful. */
  @Test
  void shouldSeeFailuresRestoresAndRemovalsWhenItIsSimulated() {
    Map<String, Integer> seen = new TreeMap<>();
    for (long seed = 0; seed < 40; seed++) {
      Simulation simulation = new Simulation(seed);
      simulation.run(ROUNDS);
      simulation.settle();
      for (Table.Entry<?, SandboxFacts> entry : simulation.state.sandboxes()) {
        Lineage.of(entry.value())
            .lives()
            .forEach(l -> seen.merge("" + l.origin(), 1, Integer::sum));
        entry
            .value()
            .jobs()
            .attempts()
            .forEach(
                a -> {
                  seen.merge("" + a.value().status().orElse(null), 1, Integer::sum);
                  seen.merge(a.key().attempt() > 0 ? "retry" : "first", 1, Integer::sum);
                });
      }
    }
    assertThat(seen)
        .containsKeys("CREATED", "REMOVED", "RESTORED", "FAILED", "REFUSED", "COMPLETED", "retry");
    assertThat(seen.values()).allMatch(count -> count >= 20, "at least 20 of each: " + seen);
  }

  @Property(tries = 50)
  void shouldNameEveryJobAfterItsTurnAndAttempt(@ForAll long seed) {
    Simulation simulation = new Simulation(seed);
    simulation.run(ROUNDS);
    for (Table.Entry<?, SandboxFacts> entry : simulation.state.sandboxes()) {
      SandboxFacts facts = entry.value();
      facts
          .jobs()
          .attempts()
          .forEach(
              a -> {
                String id = a.key().checkpointId(facts.id()).value();
                a.value()
                    .job()
                    .ifPresent(
                        job -> {
                          assertThat(job.getCheckpointId()).isEqualTo(id);
                          assertThat(job.getJobId()).isEqualTo("checkpoint/" + id);
                          assertThat(job.getCoversFromTurn()).isLessThanOrEqualTo(job.getTurn());
                        });
              });
    }
  }
}
