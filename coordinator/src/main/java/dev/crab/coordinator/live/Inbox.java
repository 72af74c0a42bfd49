package dev.crab.coordinator.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Commands on their way to the coordinator thread; bounded. */
public final class Inbox {
  private static final int CAPACITY = 10_000;

  private final BlockingQueue<Command> commands = new ArrayBlockingQueue<>(CAPACITY);
  private volatile Runnable wakeUp = () -> {};

  /**
   * @param wakeUp gets the coordinator thread out of its wait for records; callable by any thread
   */
  public void onArrival(Runnable wakeUp) {
    this.wakeUp = wakeUp;
  }

  /**
   * @return false if the inbox is full; the command is not taken then
   */
  public boolean offer(Command command) {
    boolean taken = commands.offer(command);
    wakeUp.run();
    return taken;
  }

  /** All commands waiting, oldest first. */
  public List<Command> drain() {
    List<Command> drained = new ArrayList<>();
    commands.drainTo(drained);
    return drained;
  }
}
