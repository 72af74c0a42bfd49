package dev.crab.probe.bpf;

/**
 * What a turn's end says.
 *
 * @param events events of the turn
 * @param lost events known to be lost in it
 */
public record TurnEnd(long turn, long events, long lost) {}
