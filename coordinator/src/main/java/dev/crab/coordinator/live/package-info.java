/**
 * Where the coordinator thread and the HTTP event loop meet: snapshots one way, commands the other.
 * Safe for any thread.
 */
@NullMarked
package dev.crab.coordinator.live;

import org.jspecify.annotations.NullMarked;
