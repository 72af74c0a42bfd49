package dev.crab.classifier.kafka;

import dev.crab.schemas.topic.TopicCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records nobody can read to the dead letters, with the reason in their headers, and goes on.
 * When it is the registry that does not answer, the record is not at fault: the thread stops
 * without committing and is started anew. The record's sandbox finds a gap in its sequence.
 */
public final class DeadLetterHandler implements DeserializationExceptionHandler {
  /** Header: what went wrong. */
  public static final String REASON = "crab.reason";

  /** Header: where the record was. */
  public static final String ORIGIN = "crab.origin";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandler.class);
  private static final int MAX_REASON = 1_000;

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> input, Exception exception) {
    String origin = context.topic() + "-" + context.partition() + "@" + context.offset();
    if (registryUnavailable(exception)) {
      LOG.atError()
          .addKeyValue("origin", origin)
          .setCause(exception)
          .log("Schema registry did not answer; the record is tried again");
      return Response.fail();
    }
    LOG.atWarn()
        .addKeyValue("origin", origin)
        .addKeyValue("reason", reason(exception))
        .log("Unreadable record goes to the dead letters");
    return Response.resume(List.of(deadLetter(input, origin, reason(exception))));
  }

  private static ProducerRecord<byte[], byte[]> deadLetter(
      ConsumerRecord<byte[], byte[]> input, String origin, String reason) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            TopicCatalog.DEAD_LETTERS.name(), null, input.timestamp(), input.key(), input.value());
    Headers headers = letter.headers();
    input.headers().forEach(headers::add);
    headers.add(REASON, reason.getBytes(StandardCharsets.UTF_8));
    headers.add(ORIGIN, origin.getBytes(StandardCharsets.UTF_8));
    return letter;
  }

  private static boolean registryUnavailable(Exception exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException || cause instanceof RetriableException) {
        return true;
      }
    }
    return false;
  }

  private static String reason(Exception exception) {
    StringBuilder reason = new StringBuilder();
    for (@Nullable Throwable cause = exception; cause != null; cause = cause.getCause()) {
      reason.append(reason.isEmpty() ? "" : ": ").append(cause);
    }
    return reason.substring(0, Math.min(MAX_REASON, reason.length()));
  }
}
