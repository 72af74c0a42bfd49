package dev.crab.worker.app;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.HostState;
import dev.crab.schemas.avro.JobKind;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.id.CheckpointId;
import dev.crab.worker.http.WorkerApi;
import dev.crab.worker.kafka.Heartbeat;
import dev.crab.worker.kafka.JobFeed;
import dev.crab.worker.kafka.WorkerTopics;
import dev.crab.worker.run.Dispatcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoint worker of one host: jobs from Kafka, sandboxes over HTTP. */
public final class WorkerApp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerApp.class);

  private final WorkerSettings settings;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private @Nullable WorkerApi api;

  public WorkerApp(WorkerSettings settings) {
    this.settings = settings;
  }

  /** Starts; returns when jobs are read, the API is served and the first heartbeat is out. */
  public void start() throws InterruptedException {
    try {
      Worker worker = opened(Worker.open(settings));
      WorkerTopics topics =
          opened(
              new WorkerTopics(
                  settings.bootstrap(), settings.registryUrl(), "crab-worker-" + settings.host()));
      Dispatcher dispatcher = opened(new Dispatcher(worker.jobs()));
      WorkerApi served =
          opened(WorkerApi.open(worker.sandboxes(), worker.store(), settings.httpPort()));
      api = served;
      HostStatusSource status =
          new HostStatusSource(
              settings, served.endpoint(), worker.sandboxes(), dispatcher, InstantSource.system());
      opened(() -> sayDown(topics, status));
      opened(new Heartbeat(status, topics)).start();
      opened(feed(worker, topics, dispatcher)).start();
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("worker: could not be started", e);
    } catch (RuntimeException | InterruptedException e) {
      close();
      throw e;
    }
  }

  private JobFeed feed(Worker worker, WorkerTopics topics, Dispatcher dispatcher) {
    return new JobFeed(
        settings.bootstrap(),
        settings.registryUrl(),
        settings.host(),
        topics,
        (job, done) -> dispatcher.offer(job, result -> publish(worker, topics, job, result, done)));
  }

  /** The manifest before the result: whoever sees the result finds the manifest. */
  private static void publish(
      Worker worker, WorkerTopics topics, CheckpointJob job, JobResult result, Runnable done) {
    try {
      if (job.getKind() == JobKind.CHECKPOINT && result.getStatus() == JobStatus.COMPLETED) {
        Optional<Manifest> manifest =
            worker.store().manifest(new CheckpointId(job.getCheckpointId()));
        if (manifest.isPresent()) {
          topics.send(manifest.get());
        }
      }
      topics.send(result);
      done.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.atError()
          .setCause(e)
          .addKeyValue("job", job.getJobId())
          .log("Result was not published; the job comes again after a restart");
    }
  }

  private static void sayDown(WorkerTopics topics, HostStatusSource status) {
    status.state(HostState.DOWN);
    try {
      topics.send(status.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("cause", e.getMessage()).log("Nobody was told of the end");
    }
  }

  /** Base URL of the API, once started. */
  public String endpoint() {
    if (api == null) {
      throw new IllegalStateException("worker: expected to be started; found not");
    }
    return api.endpoint();
  }

  /** Stops, last opened first, and ends all sandboxes; images stay. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      AutoCloseable next = open.pop();
      try {
        next.close();
      } catch (Exception e) {
        LOG.atError().setCause(e).log("Could not be closed");
      }
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }
}
