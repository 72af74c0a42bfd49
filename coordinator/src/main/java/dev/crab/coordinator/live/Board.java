package dev.crab.coordinator.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Shows the newest snapshot to everybody, and says when there is a newer one. */
public final class Board {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Snapshot current = Snapshot.initial();

  public Snapshot current() {
    return current;
  }

  /** Called by the coordinator thread alone. */
  public void publish(Snapshot snapshot) {
    current = snapshot;
    listeners.forEach(Runnable::run);
  }

  /**
   * @param listener runs on the coordinator thread; must return at once
   */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }
}
