/**
 * From decisions to checkpoints and back, as pure functions over immutable state: no Kafka, no
 * clock, no I/O. The state is a set of facts read from the topics; what follows from them (lives of
 * a sandbox, coverage, carry-over, the next job) is derived and never stored, so that the order in
 * which topics are read does not matter. Safe for any thread.
 */
@NullMarked
package dev.crab.coordinator.domain;

import org.jspecify.annotations.NullMarked;
