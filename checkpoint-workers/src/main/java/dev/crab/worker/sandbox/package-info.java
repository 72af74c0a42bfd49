/** Sandboxes on this host: namespaces, overlay, cgroup, commands in them. Safe for any thread. */
@NullMarked
package dev.crab.worker.sandbox;

import org.jspecify.annotations.NullMarked;
