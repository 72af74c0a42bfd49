package dev.crab.probe.bpf;

import dev.crab.bpf.SlotCounters;
import dev.crab.probe.domain.ObservedSandbox;
import dev.crab.probe.domain.Turns;

/** A registered sandbox, for listings. */
public record SandboxSummary(
    String sandbox,
    long epoch,
    int initPid,
    boolean alive,
    long newestTurn,
    boolean turnOpen,
    SlotCounters counters,
    long losses) {

  static SandboxSummary of(ObservedSandbox s, SlotCounters counters, boolean alive) {
    boolean open =
        switch (s.turns()) {
          case Turns.Idle idle -> false;
          case Turns.Open o -> true;
          case Turns.Closing closing -> true;
        };
    return new SandboxSummary(
        s.registration().sandbox().value(),
        s.epoch(),
        s.registration().initPid(),
        alive,
        s.turns().newest(),
        open,
        counters,
        s.losses().total());
  }
}
