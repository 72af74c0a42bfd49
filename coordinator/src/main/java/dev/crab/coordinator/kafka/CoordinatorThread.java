package dev.crab.coordinator.kafka;

import dev.crab.coordinator.live.Board;
import dev.crab.coordinator.live.Inbox;
import dev.crab.schemas.client.ClientSettings;
import dev.crab.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The coordinator thread and its Kafka clients. Its own methods may be called by any thread. */
public final class CoordinatorThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorThread.class);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final long PAUSE_AFTER_TROUBLE_MILLIS = 1_000;

  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final CoordinatorLoop loop;
  private final TopicFeed feed;
  private final Thread thread;
  private volatile boolean stopping;

  private CoordinatorThread(CoordinatorLoop.Parts parts) {
    this.loop = new CoordinatorLoop(parts);
    this.feed = parts.feed();
    this.thread = Thread.ofPlatform().name("crab-coordinator").unstarted(this::run);
    parts.inbox().onArrival(feed::wakeUp);
  }

  /**
   * Connects to Kafka; nothing is read before {@link #start}.
   *
   * @param clientId names the clients in the broker's logs and metrics
   */
  public static CoordinatorThread connect(
      Endpoints endpoints, String clientId, Board board, Inbox inbox, InstantSource clock) {
    AvroSerdes serdes = new AvroSerdes(endpoints.registryUrl());
    Map<String, Object> reading = ClientSettings.consumer(endpoints.bootstrap(), clientId);
    reading.put("allow.auto.create.topics", false);
    reading.put("max.poll.records", 1_000);
    Map<String, Object> writing = ClientSettings.producer(endpoints.bootstrap(), clientId);
    writing.put("max.block.ms", 5_000);
    return new CoordinatorThread(
        new CoordinatorLoop.Parts(
            new TopicFeed(
                new KafkaConsumer<>(
                    reading, new ByteArrayDeserializer(), new ByteArrayDeserializer())),
            new InputDecoder(new RegistryValues(serdes)),
            new Outbox(
                new KafkaProducer<>(writing, new StringSerializer(), new ByteArraySerializer()),
                new RegistryValues(serdes)),
            board,
            inbox,
            clock));
  }

  /** Where Kafka and the schema registry are. */
  public record Endpoints(String bootstrap, String registryUrl) {}

  /**
   * Starts and returns when the state is rebuilt.
   *
   * @throws IllegalStateException if it could not be rebuilt in time
   */
  public void start(Duration patience) throws InterruptedException {
    thread.start();
    try {
      caughtUp.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the coordinator could not read its topics", e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the coordinator: expected to have read its topics within "
              + patience.toSeconds()
              + " s; found it still reading. Is the broker reachable?",
          e);
    }
  }

  private void run() {
    try {
      loop.recover(() -> stopping);
      caughtUp.complete(null);
      while (!stopping) {
        round();
      }
    } catch (InterruptException e) {
      LOG.atInfo().log("coordinator interrupted");
    } catch (RuntimeException e) {
      caughtUp.completeExceptionally(e);
      if (!stopping) {
        LOG.atError().setCause(e).log("coordinator stopped");
        loop.trouble(String.valueOf(e.getMessage()));
      }
    } finally {
      loop.close();
    }
  }

  private void round() {
    try {
      loop.turnOnce();
    } catch (InterruptException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("round failed; trying again");
      loop.trouble(String.valueOf(e.getMessage()));
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_TROUBLE_MILLIS);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  @Override
  public void close() {
    stopping = true;
    feed.wakeUp();
    try {
      if (thread.isAlive() && !thread.join(STOP)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
