package dev.crab.bpf;

/** A record that does not hold what the layout says; a loss of at least one event. */
public record DecodeError(int slot, String cause) implements Decoded {}
