package dev.crab.worker.sandbox;

/** Who watches sandboxes: told of each before anything runs in it. */
public interface Observer {
  /**
   * The sandbox is to be observed from here on.
   *
   * @throws dev.crab.worker.domain.WorkerFault UNAVAILABLE if it cannot be
   */
  void register(SandboxState state);

  /** Its restored processes run again. Best effort. */
  default void resumed(SandboxState state) {}

  /** The sandbox is no more. Best effort. */
  void unregister(SandboxState state);
}
