package dev.crab.classifier.app;

import dev.crab.classifier.kafka.ClassifierTopology;
import dev.crab.classifier.kafka.StreamSettings;
import dev.crab.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The classifier as a running application. */
public final class ClassifierApp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClassifierApp.class);
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final CountDownLatch settled = new CountDownLatch(1);
  private final KafkaStreams streams;

  /** Does not connect yet. */
  public ClassifierApp(ClassifierSettings settings) {
    this.streams =
        new KafkaStreams(
            ClassifierTopology.build(new AvroSerdes(settings.registryUrl())),
            StreamSettings.of(settings.bootstrap(), settings.applicationId(), settings.stateDir()));
    streams.setUncaughtExceptionHandler(new ThreadReplacement());
    streams.setStateListener((now, before) -> changed(now));
  }

  /**
   * Starts and waits until it runs.
   *
   * @throws IllegalStateException if it does not within a minute
   */
  public void start() throws InterruptedException {
    streams.start();
    settled.await(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (!running()) {
      KafkaStreams.State state = streams.state();
      close();
      throw new IllegalStateException(
          "classifier: expected to run within "
              + START_LIMIT.toSeconds()
              + " s; found state "
              + state
              + "; check the brokers and the topics");
    }
  }

  /** Whether it takes observations now. */
  public boolean running() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  @Override
  public void close() {
    CloseOptions options =
        CloseOptions.timeout(CLOSE_LIMIT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    if (!streams.close(options)) {
      LOG.atWarn().addKeyValue("limitMillis", CLOSE_LIMIT.toMillis()).log("Close took too long");
    }
  }

  private void changed(KafkaStreams.State now) {
    LOG.atInfo().addKeyValue("state", now).log("Classifier changed state");
    boolean over =
        switch (now) {
          case RUNNING, ERROR, NOT_RUNNING -> true;
          case CREATED, REBALANCING, PENDING_SHUTDOWN, PENDING_ERROR -> false;
        };
    if (over) {
      settled.countDown();
    }
  }
}
