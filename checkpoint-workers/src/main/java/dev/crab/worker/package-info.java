/** Checkpoints and restores on one host. */
@NullMarked
package dev.crab.worker;

import org.jspecify.annotations.NullMarked;
