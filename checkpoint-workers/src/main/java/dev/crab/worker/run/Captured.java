package dev.crab.worker.run;

import dev.crab.worker.domain.CapturePlan;
import dev.crab.worker.sandbox.ProcessKey;
import java.util.List;

/**
 * What was captured, before it is durable.
 *
 * @param beganWallNanos moment before which files had their captured state
 * @param processes those in init's tree
 */
record Captured(
    CapturePlan plan,
    Times times,
    long beganWallNanos,
    List<ProcessKey> processes,
    long wallMicros) {

  /** How long it took, in microseconds. */
  record Times(long freezing, long frozen, long snapshot, long dump) {}
}
