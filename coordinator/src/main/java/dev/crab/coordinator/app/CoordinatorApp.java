package dev.crab.coordinator.app;

import dev.crab.coordinator.http.ApiServer;
import dev.crab.coordinator.kafka.CoordinatorThread;
import dev.crab.coordinator.live.Board;
import dev.crab.coordinator.live.Inbox;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;

/** The coordinator: topics, state and API. */
public final class CoordinatorApp implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final CoordinatorThread coordinator;
  private final ApiServer api;

  public CoordinatorApp(CoordinatorSettings settings) {
    InstantSource clock = InstantSource.system();
    Board board = new Board();
    Inbox inbox = new Inbox();
    this.coordinator =
        CoordinatorThread.connect(
            new CoordinatorThread.Endpoints(settings.bootstrap(), settings.registryUrl()),
            settings.groupId(),
            board,
            inbox,
            clock);
    this.api = new ApiServer(board, inbox, clock, settings.httpPort());
  }

  /** Starts; returns when the state is rebuilt from the topics and the API is served. */
  public void start() throws InterruptedException {
    try {
      coordinator.start(PATIENCE);
      api.start();
    } catch (RuntimeException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Base URL of the API. */
  public URI endpoint() {
    return api.endpoint();
  }

  @Override
  public void close() {
    api.close();
    coordinator.close();
  }
}
