/** From decisions to checkpoints and back. */
@NullMarked
package dev.crab.coordinator;

import org.jspecify.annotations.NullMarked;
