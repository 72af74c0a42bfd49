/** CRIU through its RPC, and what its images say. A relay belongs to one caller at a time. */
@NullMarked
package dev.crab.worker.criu;

import org.jspecify.annotations.NullMarked;
