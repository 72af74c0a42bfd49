package dev.crab.classifier.app;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces a stream thread that died, up to a bound; past it the application stops. */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);
  private static final int MAX_REPLACEMENTS = 100;

  private final AtomicInteger replaced = new AtomicInteger();

  @Override
  public StreamThreadExceptionResponse handle(Throwable exception) {
    int count = replaced.incrementAndGet();
    LOG.atError().addKeyValue("replaced", count).setCause(exception).log("Stream thread died");
    return count <= MAX_REPLACEMENTS
        ? StreamThreadExceptionResponse.REPLACE_THREAD
        : StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }
}
