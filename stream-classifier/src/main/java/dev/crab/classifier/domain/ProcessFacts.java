package dev.crab.classifier.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a turn did to processes.
 *
 * @param sampled both samples are there; without, changes is empty
 * @param ended the turn has an end, and so should have a sample
 * @param changes in the order of the samples
 * @param namespaceHolder a process that changed its namespaces and outlives the turn; null: none
 * @param procTarget a living process below whose /proc folder something was written; null: none
 */
record ProcessFacts(
    boolean sampled,
    boolean ended,
    List<ProcessChange> changes,
    @Nullable Integer namespaceHolder,
    @Nullable Integer procTarget) {

  static ProcessFacts of(SandboxState state, @Nullable Processes after, boolean ended) {
    Processes before = state.baseline();
    if (before == null || after == null) {
      return new ProcessFacts(false, ended, List.of(), null, null);
    }
    Tally tally = state.tally();
    boolean foreign =
        TurnFold.now(state).altered().namespaces() || !tally.namespaceCallers().isEmpty();
    Integer holder =
        tally.namespaceCallers().stream().filter(after::hasPid).findFirst().orElse(null);
    Integer target =
        tally.procTargets().stream()
            .filter(pid -> foreign || after.hasSandboxPid(pid))
            .findFirst()
            .orElse(null);
    return new ProcessFacts(true, ended, before.until(after), holder, target);
  }

  /** Whether a process may live on in namespaces that were made in this turn. */
  boolean mayBeForeign() {
    return !sampled
        || namespaceHolder != null
        || changes.stream().anyMatch(c -> c.kind() == ProcessChange.Kind.BORN);
  }

  long count(ProcessChange.Kind kind) {
    return changes.stream().filter(c -> c.kind() == kind).count();
  }
}
