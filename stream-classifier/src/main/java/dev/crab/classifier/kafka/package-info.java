/**
 * The live shell: observations topic, fold, decisions topic, in one Kafka Streams topology.
 * Processors belong to one stream thread.
 */
@NullMarked
package dev.crab.classifier.kafka;

import org.jspecify.annotations.NullMarked;
