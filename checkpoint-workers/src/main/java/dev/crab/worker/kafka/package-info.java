/** Jobs in, results, manifests and heartbeats out. The consumer belongs to one thread. */
@NullMarked
package dev.crab.worker.kafka;

import org.jspecify.annotations.NullMarked;
