package dev.crab.probe.app;

import dev.crab.bpf.BpfKernel;
import dev.crab.probe.bpf.DrainThread;
import dev.crab.probe.bpf.Drains;
import dev.crab.probe.domain.HostIdentity;
import dev.crab.probe.domain.ObservationPublisher;
import dev.crab.probe.http.ProbeHttp;
import dev.crab.probe.kafka.KafkaPublisher;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The probe of one host: kernel side, drain thread, publisher and API. */
public final class ProbeApp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProbeApp.class);
  private static final int FOLDED_EVENTS = 65_536;
  private static final Duration BROKER_WAIT = Duration.ofSeconds(30);

  private final ProbeSettings settings;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private @Nullable URI endpoint;

  public ProbeApp(ProbeSettings settings) {
    this.settings = settings;
  }

  /**
   * Loads the programs and serves; blocks until ready.
   *
   * @throws RuntimeException saying what is missing and its remedy; nothing is left open then
   */
  public void start() {
    try {
      open();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    LOG.atInfo().addKeyValue("endpoint", endpoint).log("probe ready");
  }

  private void open() {
    KafkaPublisher kafka =
        opened(
            KafkaPublisher.connect(
                settings.bootstrap(), settings.registryUrl(), settings.host().value()));
    kafka.warmUp(BROKER_WAIT);
    open(kafka);
  }

  private void open(ObservationPublisher publisher) {
    BpfKernel kernel =
        opened(BpfKernel.open(settings.ringBytes(), FOLDED_EVENTS, BpfKernel.btfPath()));
    DrainThread drain =
        opened(
            Drains.start(
                kernel,
                publisher,
                new HostIdentity(settings.host(), bootId()),
                InstantSource.system()));
    VertxOptions options = new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(2);
    Vertx vertx = Vertx.vertx(options);
    opened.push(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
    ProbeHttp http = new ProbeHttp(drain, settings.host().value(), settings.ringBytes());
    endpoint = URI.create("http://127.0.0.1:" + listen(http, vertx).actualPort());
  }

  private HttpServer listen(ProbeHttp http, Vertx vertx) {
    try {
      return http.serve(vertx, settings.httpPort()).toCompletableFuture().join();
    } catch (CompletionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(
          "probe API: expected port "
              + settings.httpPort()
              + " to be free; found: "
              + cause.getMessage()
              + "; remedy: choose another port or stop what uses it",
          cause);
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.push(resource);
    return resource;
  }

  private static String bootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Base URL of the API. */
  public URI endpoint() {
    URI found = endpoint;
    if (found == null) {
      throw new IllegalStateException("probe: expected start() before endpoint()");
    }
    return found;
  }

  /** Detaches and closes everything, the newest first. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      AutoCloseable next = opened.pop();
      try {
        next.close();
      } catch (Exception e) {
        LOG.atWarn().setCause(e).log("closing failed");
      }
    }
  }
}
