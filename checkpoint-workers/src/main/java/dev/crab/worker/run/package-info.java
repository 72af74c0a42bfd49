/** Runs jobs: checkpoint and restore. One job of a sandbox at a time. */
@NullMarked
package dev.crab.worker.run;

import org.jspecify.annotations.NullMarked;
