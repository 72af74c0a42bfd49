/**
 * From the kernel side to observations: the drain thread, the fence, and what is read from procfs.
 * The engine belongs to the drain thread.
 */
@NullMarked
package dev.crab.probe.bpf;

import org.jspecify.annotations.NullMarked;
