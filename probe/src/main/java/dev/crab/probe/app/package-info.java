/** Wires the probe and starts it. Thread-safe. */
@NullMarked
package dev.crab.probe.app;

import org.jspecify.annotations.NullMarked;
