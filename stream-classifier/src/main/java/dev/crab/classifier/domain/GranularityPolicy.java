package dev.crab.classifier.domain;

import dev.crab.schemas.avro.Granularity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** A chain of small rules. Each may add reasons; the union of what they raise to is the answer. */
final class GranularityPolicy {

  /** Adds reasons with their details. */
  interface Rule {
    void judge(TurnFacts facts, BiConsumer<ReasonCode, String> reasons);
  }

  /**
   * @param reasons most important first, never empty
   */
  record Verdict(Granularity granularity, Map<ReasonCode, String> reasons) {}

  static final GranularityPolicy STANDARD =
      new GranularityPolicy(
          List.of(
              Rules::alarms,
              Rules::overflow,
              Rules::missingSample,
              Rules::namespaces,
              Rules::files,
              Rules::mappedFiles,
              Rules::mappingsOfProcesses,
              Rules::processes,
              Rules::procWrites,
              Rules::notes));

  private final List<Rule> rules;

  GranularityPolicy(List<Rule> rules) {
    this.rules = rules;
  }

  Verdict judge(TurnFacts facts) {
    Map<ReasonCode, String> reasons = new EnumMap<>(ReasonCode.class);
    for (Rule rule : rules) {
      rule.judge(facts, reasons::putIfAbsent);
    }
    Granularity granularity =
        reasons.keySet().stream().map(ReasonCode::raises).reduce(Granularity.NONE, Cover::union);
    if (granularity == Granularity.NONE) {
      boolean idle = facts.tally().counts().events() == 0;
      reasons.put(idle ? ReasonCode.NO_EVENTS : ReasonCode.NOTHING_SURVIVED, "");
    }
    return new Verdict(granularity, reasons);
  }
}
