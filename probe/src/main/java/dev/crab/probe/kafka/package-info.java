/** Publishing to Kafka. Thread-safe. */
@NullMarked
package dev.crab.probe.kafka;

import org.jspecify.annotations.NullMarked;
