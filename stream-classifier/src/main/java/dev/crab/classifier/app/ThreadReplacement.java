package dev.crab.classifier.app;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died after a pause, up to a bound; past it the application stops.
 * Ten minutes without a schema registry are outlived so.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);
  private static final int MAX_REPLACEMENTS = 600;
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AtomicInteger replaced = new AtomicInteger();

  @Override
  public StreamThreadExceptionResponse handle(Throwable exception) {
    int count = replaced.incrementAndGet();
    LOG.atError().addKeyValue("replaced", count).setCause(exception).log("Stream thread died");
    if (count > MAX_REPLACEMENTS) {
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LockSupport.parkNanos(PAUSE_NANOS);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
