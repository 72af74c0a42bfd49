/** Images and manifests on disk; what is published is complete. Safe for any thread. */
@NullMarked
package dev.crab.worker.store;

import org.jspecify.annotations.NullMarked;
