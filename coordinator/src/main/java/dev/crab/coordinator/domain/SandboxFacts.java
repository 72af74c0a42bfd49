package dev.crab.coordinator.domain;

import dev.crab.schemas.id.SandboxId;

/**
 * What is known of a sandbox.
 *
 * @param newestTurn newest turn number seen anywhere; a new life goes on after it
 */
public record SandboxFacts(
    SandboxId id, long newestTurn, TurnLog turns, JobLog jobs, RequestLog requests) {

  public static SandboxFacts unknown(SandboxId id) {
    return new SandboxFacts(id, 0, TurnLog.empty(), JobLog.empty(), RequestLog.empty());
  }

  SandboxFacts seenTurn(long turn) {
    return turn <= newestTurn ? this : new SandboxFacts(id, turn, turns, jobs, requests);
  }

  SandboxFacts with(TurnLog changed) {
    return new SandboxFacts(id, newestTurn, changed, jobs, requests);
  }

  SandboxFacts with(JobLog changed) {
    return new SandboxFacts(id, newestTurn, turns, changed, requests);
  }

  SandboxFacts with(RequestLog changed) {
    return new SandboxFacts(id, newestTurn, turns, jobs, changed);
  }
}
