/** Wiring of the checkpoint worker. */
@NullMarked
package dev.crab.worker.app;

import org.jspecify.annotations.NullMarked;
