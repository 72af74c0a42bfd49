/**
 * The pure part: observations in, decisions out. No Kafka, no clock, no I/O. A {@link
 * dev.crab.classifier.domain.SandboxState} belongs to one thread at a time; everything else is
 * immutable.
 */
@NullMarked
package dev.crab.classifier.domain;

import org.jspecify.annotations.NullMarked;
