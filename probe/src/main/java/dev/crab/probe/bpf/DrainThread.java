package dev.crab.probe.bpf;

import dev.crab.bpf.ProbeKernel;
import dev.crab.probe.domain.ProbeException;
import dev.crab.probe.domain.ProbeException.Category;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the kernel side and all sandboxes. It sleeps until events or commands
 * come; after events it lets a little time pass, so that a busy sandbox does not wake it for each.
 */
public final class DrainThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DrainThread.class);
  private static final int COMMANDS_LIMIT = 10_000;
  private static final int IDLE_MILLIS = 1_000;
  private static final int GATHER_MILLIS = 2;
  private static final int CLOSE_MILLIS = 60_000;

  private final ProbeKernel kernel;
  private final ProbeEngine engine;
  private final BlockingQueue<Runnable> commands = new LinkedBlockingQueue<>(COMMANDS_LIMIT);
  private final Thread thread;
  private volatile boolean stopping;

  DrainThread(ProbeKernel kernel, Function<DrainThread, ProbeEngine> engine) {
    this.kernel = kernel;
    this.engine = engine.apply(this);
    this.thread = new Thread(this::run, "crab-probe-drain");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Has the engine do something; the answer comes on any thread. */
  public <T> CompletionStage<T> ask(Function<ProbeEngine, CompletionStage<T>> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    if (!post(() -> answerTo(question, answer))) {
      answer.completeExceptionally(
          new ProbeException(
              Category.UNAVAILABLE,
              "probe_busy",
              "expected room for a command; found " + (stopping ? "a stopped probe" : "none"),
              "try again"));
    }
    return answer;
  }

  private <T> void answerTo(
      Function<ProbeEngine, CompletionStage<T>> question, CompletableFuture<T> answer) {
    try {
      var unused =
          question
              .apply(engine)
              .whenComplete(
                  (T value, @Nullable Throwable failure) -> {
                    if (failure == null) {
                      answer.complete(value);
                    } else {
                      answer.completeExceptionally(unwrap(failure));
                    }
                  });
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private static Throwable unwrap(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  /** Runs something on the drain thread soon; false if there is no room. */
  boolean post(Runnable command) {
    if (stopping || !commands.offer(command)) {
      return false;
    }
    kernel.wake();
    return true;
  }

  private void run() {
    while (!stopping) {
      try {
        round();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.atError().setCause(e).log("drain round failed");
      }
    }
  }

  private void round() throws InterruptedException {
    int read = engine.pump(commands.isEmpty() ? IDLE_MILLIS : 0);
    Runnable command =
        read == 0 ? commands.poll() : commands.poll(GATHER_MILLIS, TimeUnit.MILLISECONDS);
    while (command != null) {
      command.run();
      command = commands.poll();
    }
  }

  /** Stops draining; the kernel side is closed by the one who opened it. */
  @Override
  public void close() {
    stopping = true;
    kernel.wake();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
