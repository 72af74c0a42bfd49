package dev.crab.worker.domain;

import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Up to where a partition's records are done, when they are done in any order. Belongs to one
 * thread at a time.
 */
public final class OffsetTracker {
  private final NavigableSet<Long> open = new TreeSet<>();
  private long next = -1;

  /** A record was read and is worked on. */
  public void begin(long offset) {
    open.add(offset);
    next = Math.max(next, offset + 1);
  }

  /** A record needs nothing. */
  public void skip(long offset) {
    next = Math.max(next, offset + 1);
  }

  /** A record's work is done. */
  public void done(long offset) {
    open.remove(offset);
  }

  /** The offset to read on from after a crash; empty before the first record. */
  public OptionalLong committable() {
    if (next < 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(open.isEmpty() ? next : open.first());
  }
}
