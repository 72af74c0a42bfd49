package dev.crab.classifier;

import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.Reason;
import dev.crab.schemas.avro.TurnDecision;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Assertions on decisions. */
public final class DecisionAssert extends AbstractAssert<DecisionAssert, TurnDecision> {
  private DecisionAssert(TurnDecision actual) {
    super(actual, DecisionAssert.class);
  }

  public static DecisionAssert assertThatDecision(TurnDecision actual) {
    return new DecisionAssert(actual);
  }

  public DecisionAssert isOfTurn(long turn) {
    Assertions.assertThat(actual.getTurn()).as("turn").isEqualTo(turn);
    return this;
  }

  public DecisionAssert is(Granularity granularity) {
    Assertions.assertThat(actual.getGranularity())
        .as("granularity of %s", actual)
        .isEqualTo(granularity);
    return this;
  }

  public DecisionAssert because(String... codes) {
    Assertions.assertThat(actual.getReasons().stream().map(Reason::getCode))
        .as("reasons")
        .containsExactly(codes);
    return this;
  }

  public DecisionAssert becauseAmongOthers(String... codes) {
    Assertions.assertThat(actual.getReasons().stream().map(Reason::getCode))
        .as("reasons")
        .contains(codes);
    return this;
  }

  /** Net effects as "KIND path" or "KIND path > target". */
  public DecisionAssert leaves(String... effects) {
    Assertions.assertThat(
            actual.getNetEffects().stream()
                .map(
                    e ->
                        e.getKind()
                            + " "
                            + e.getPath()
                            + (e.getTarget() == null ? "" : " > " + e.getTarget())))
        .as("net effects")
        .containsExactly(effects);
    return this;
  }

  public DecisionAssert cancels(long effects) {
    Assertions.assertThat(actual.getCancelledEffects()).as("cancelled").isEqualTo(effects);
    return this;
  }
}
