package dev.crab.probe.domain;

import java.util.concurrent.CompletionStage;

/** What became of an observation given to the publisher. */
public sealed interface Handover {
  /** It will be sent; the stage completes when it is in the log, or has failed for good. */
  record Accepted(CompletionStage<Void> acknowledged) implements Handover {}

  /** It was not taken. */
  record Refused(String cause) implements Handover {}
}
