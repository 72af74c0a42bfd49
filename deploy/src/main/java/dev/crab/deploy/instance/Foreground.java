package dev.crab.deploy.instance;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** An instance as the whole purpose of this process: until SIGTERM or SIGINT. */
public final class Foreground {
  private Foreground() {}

  /**
   * Starts an instance and returns only by the end of the process.
   *
   * @param atEnd runs when all parts have stopped
   * @param onReady told when everything answers
   */
  public static void run(
      InstanceSettings settings, Progress progress, Runnable atEnd, Consumer<CrabInstance> onReady)
      throws InterruptedException {
    LogFile.use(settings.logDir());
    CrabInstance instance = CrabInstance.of(settings, progress, atEnd);
    Runtime.getRuntime().addShutdownHook(new Thread(instance::close, "stop"));
    instance.start();
    onReady.accept(instance);
    new CountDownLatch(1).await();
  }
}
