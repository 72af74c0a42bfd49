package dev.crab.probe.bpf;

/**
 * Two equal ones: nothing happened between them.
 *
 * @param events state-changing calls since registration
 * @param calls completed system calls since registration
 * @param processes digest of the process sample
 * @param resting no task was runnable or running
 */
public record Activity(long events, long calls, String processes, boolean resting) {}
