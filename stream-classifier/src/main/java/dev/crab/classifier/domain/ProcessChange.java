package dev.crab.classifier.domain;

import dev.crab.schemas.avro.ProcessSample;

/**
 * What a turn did to a process.
 *
 * @param process newest sample of it
 * @param mapping it held a shared, writable mapping of a file on disk
 */
record ProcessChange(Kind kind, ProcessSample process, boolean mapping) {
  enum Kind {
    BORN(ReasonCode.PROCESS_BORN),
    RAN(ReasonCode.PROCESS_RAN),
    DIED(ReasonCode.PROCESS_DIED);

    private final ReasonCode reason;

    Kind(ReasonCode reason) {
      this.reason = reason;
    }

    ReasonCode reason() {
      return reason;
    }
  }
}
