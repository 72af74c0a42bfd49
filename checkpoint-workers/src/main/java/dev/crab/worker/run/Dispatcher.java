package dev.crab.worker.run;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.JobKind;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.JobTimings;
import dev.crab.worker.domain.JobQueue;
import dev.crab.worker.domain.QuotaLedger;
import dev.crab.worker.domain.QuotaLedger.Permit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts jobs in the order of the queue, as far as the quotas allow. Safe for any thread. */
public final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int QUEUE_LIMIT = 1024;
  private static final Map<JobKind, Integer> LIMITS =
      Map.of(JobKind.CHECKPOINT, 1, JobKind.RESTORE, 2);

  private final JobRunner runner;
  private final Timer timer = Timer.system();
  private final JobQueue queue = new JobQueue(QUEUE_LIMIT);
  private final QuotaLedger ledger = new QuotaLedger(LIMITS);
  private final Set<String> busy = new HashSet<>();
  private final Map<CheckpointJob, Consumer<JobResult>> answers = new HashMap<>();
  private boolean closed;

  public Dispatcher(JobRunner runner) {
    this.runner = runner;
  }

  /** What waits and what runs. */
  public record Load(int queued, int running) {}

  /**
   * Takes a job on; false if the queue is full.
   *
   * @param answer given the result, on the job's thread
   */
  public synchronized boolean offer(CheckpointJob job, Consumer<JobResult> answer) {
    if (answers.containsKey(job)) {
      answers.merge(job, answer, Consumer::andThen); // delivered twice: one run answers both
      return true;
    }
    if (closed || !queue.offer(job, timer.now())) {
      return false;
    }
    answers.put(job, answer);
    startWhatMay();
    return true;
  }

  public synchronized Load load() {
    return new Load(queue.size(), ledger.running());
  }

  private void startWhatMay() {
    while (!closed) {
      Permit[] permit = new Permit[1];
      Optional<JobQueue.Waiting> next =
          queue.take(
              busy,
              job -> {
                switch (ledger.request(job.getKind())) {
                  case Permit taken -> permit[0] = taken;
                  case QuotaLedger.Denial denial ->
                      LOG.atDebug()
                          .addKeyValue("job", job.getJobId())
                          .addKeyValue("reason", denial.reason())
                          .log("Job has to wait");
                }
                return permit[0] != null;
              });
      if (next.isEmpty()) {
        return;
      }
      busy.add(next.get().job().getSandbox());
      start(next.get(), permit[0]);
    }
  }

  private void start(JobQueue.Waiting next, Permit permit) {
    Thread.ofVirtual().name("job " + next.job().getJobId()).start(() -> run(next, permit));
  }

  private void run(JobQueue.Waiting next, Permit permit) {
    CheckpointJob job = next.job();
    long queuedMicros = timer.microsSince(next.arrivedNanos());
    JobResult result = null;
    try {
      result = runner.run(job);
    } finally {
      Consumer<JobResult> answer = finish(job, permit);
      if (result != null) {
        answer.accept(queued(result, queuedMicros));
      }
    }
  }

  private synchronized Consumer<JobResult> finish(CheckpointJob job, Permit permit) {
    ledger.release(permit);
    busy.remove(job.getSandbox());
    Consumer<JobResult> answer = answers.remove(job);
    startWhatMay();
    notifyAll();
    return answer == null ? result -> {} : answer;
  }

  private static JobResult queued(JobResult result, long micros) {
    return JobResult.newBuilder(result)
        .setTimings(JobTimings.newBuilder(result.getTimings()).setQueuedMicros(micros).build())
        .build();
  }

  /** Starts no more jobs and waits for those that run. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      while (ledger.running() > 0) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
