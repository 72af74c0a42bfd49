/**
 * A persistent sorted table: every change gives a new version and leaves the old one as it was.
 * Immutable; safe for any thread.
 */
@NullMarked
package dev.crab.coordinator.domain.table;

import org.jspecify.annotations.NullMarked;
