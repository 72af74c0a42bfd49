package dev.crab.worker.sandbox;

/**
 * Names a process for good: numbers are reused, a number with its start is not (within one boot).
 *
 * @param startTicks field 22 of /proc/PID/stat
 */
public record ProcessKey(long pid, long startTicks) {}
