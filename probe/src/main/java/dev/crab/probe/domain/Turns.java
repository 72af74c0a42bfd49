package dev.crab.probe.domain;

import dev.crab.probe.domain.ProbeException.Category;
import org.jspecify.annotations.Nullable;

/** Where a sandbox is in its sequence of turns; the methods are the only legal transitions. */
public sealed interface Turns {
  /** Newest turn number used, 0 if none. */
  long newest();

  /** The next turn begins. */
  default Open begin(@Nullable String label) {
    return switch (this) {
      case Idle idle -> new Open(idle.newest() + 1, label);
      case Open open -> throw taken("turn_open", open.newest() + " is open");
      case Closing closing -> throw taken("turn_open", closing.newest() + " is being ended");
    };
  }

  /** The open turn is ending: its marker is on the way. */
  default Closing close(@Nullable String label) {
    return switch (this) {
      case Open open -> new Closing(open.newest(), label == null ? open.label() : label);
      case Idle idle -> throw taken("no_open_turn", "no turn is open");
      case Closing closing -> throw taken("no_open_turn", closing.newest() + " is being ended");
    };
  }

  private static ProbeException taken(String code, String found) {
    boolean open = code.equals("turn_open");
    return new ProbeException(
        Category.WRONG_STATE,
        code,
        "expected " + (open ? "no open turn" : "an open turn") + "; found: " + found,
        open ? "end the turn first" : "begin a turn first");
  }

  /** Between turns. */
  record Idle(long newest) implements Turns {}

  /** In a turn. */
  record Open(long newest, @Nullable String label) implements Turns {}

  /** The end marker is published and not yet acknowledged. */
  record Closing(long newest, @Nullable String label) implements Turns {
    /** The marker is in the log. */
    public Idle closed() {
      return new Idle(newest);
    }

    /** The marker did not get through; the turn goes on. */
    public Open reopened() {
      return new Open(newest, label);
    }
  }
}
