/**
 * The kernel's side: BPF programs, their loader, and the decoding of what they hand over. A {@link
 * dev.crab.bpf.ProbeKernel} belongs to one thread; only {@code wake} may come from others.
 */
@NullMarked
package dev.crab.bpf;

import org.jspecify.annotations.NullMarked;
