package dev.crab.worker.sandbox;

/**
 * What a command said.
 *
 * @param exitCode its exit status; 128 + n after signal n
 * @param truncated whether it wrote more than was kept
 */
public record ExecResult(
    int exitCode,
    String stdout,
    String stderr,
    boolean truncated,
    long durationMicros,
    boolean timedOut) {}
