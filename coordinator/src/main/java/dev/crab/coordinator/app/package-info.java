/** Wires the coordinator; read {@code CoordinatorApp} from top to bottom. */
@NullMarked
package dev.crab.coordinator.app;

import org.jspecify.annotations.NullMarked;
