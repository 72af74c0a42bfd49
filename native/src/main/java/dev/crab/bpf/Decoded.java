package dev.crab.bpf;

/** One record of the ring as it was read. */
public sealed interface Decoded permits KernelEvent, DecodeError {
  /** Slot of the sandbox, -1 if that could not be read. */
  int slot();
}
