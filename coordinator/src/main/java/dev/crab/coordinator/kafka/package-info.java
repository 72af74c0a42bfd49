/**
 * The live shell: topics in, {@code Coordination.step}, jobs out. One thread, the coordinator
 * thread, owns the state, the consumer, the producer and the serdes; whatever is here belongs to it
 * unless said otherwise.
 */
@NullMarked
package dev.crab.coordinator.kafka;

import org.jspecify.annotations.NullMarked;
