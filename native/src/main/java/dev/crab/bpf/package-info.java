/** The BPF programs and the narrow bridge to them. One thread drains; see each type. */
@NullMarked
package dev.crab.bpf;

import org.jspecify.annotations.NullMarked;
