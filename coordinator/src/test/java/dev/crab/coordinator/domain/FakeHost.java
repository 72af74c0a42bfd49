package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.JobKind;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.avro.TurnDecision;
import dev.crab.schemas.id.SandboxId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A host in miniature: a sandbox whose state is the set of turns whose effects it holds, an agent
 * that makes turns, and a worker that fails at random. It knows what a checkpoint really holds.
 */
final class FakeHost {
  /** Effects on files and in processes, each named after its turn. */
  record Contents(Set<Long> files, Set<Long> processes) {
    static Contents empty() {
      return new Contents(Set.of(), Set.of());
    }

    Contents plus(long effect, Granularity granularity) {
      return new Contents(
          granularity == Granularity.PROCESS ? files : with(files, effect),
          granularity == Granularity.FILESYSTEM ? processes : with(processes, effect));
    }

    private static Set<Long> with(Set<Long> some, long one) {
      Set<Long> all = new HashSet<>(some);
      all.add(one);
      return Set.copyOf(all);
    }

    boolean holds(long effect, Granularity granularity) {
      return switch (granularity) {
        case NONE -> true;
        case FILESYSTEM -> files.contains(effect);
        case PROCESS -> processes.contains(effect);
        case FULL -> files.contains(effect) && processes.contains(effect);
      };
    }

    /**
     * @param excepted turn numbers
     */
    boolean holdsAllBut(Set<Long> excepted, Contents other) {
      return Stream.of(other.files, other.processes)
          .flatMap(Set::stream)
          .allMatch(
              e ->
                  excepted.contains(e % EPOCHS)
                      || ((files.contains(e) || !other.files.contains(e))
                          && (processes.contains(e) || !other.processes.contains(e))));
    }
  }

  private static final long EPOCHS = 1_000_000;

  final SandboxId sandbox;
  private final Topics topics;
  private final Random random;
  final Map<String, Contents> images = new HashMap<>();
  private final Set<String> answered = new HashSet<>();
  Contents live = Contents.empty();
  private long lastTurn;
  private long newestJob;
  private long startedAfter;
  private long epoch = Samples.EPOCH;
  boolean running;

  FakeHost(SandboxId sandbox, Topics topics, Random random) {
    this.sandbox = sandbox;
    this.topics = topics;
    this.random = random;
  }

  void start(Contents contents, long afterTurn) {
    live = contents;
    running = true;
    epoch++;
    lastTurn = Math.max(lastTurn, afterTurn);
    startedAfter = lastTurn;
  }

  void stop() {
    running = false;
    live = Contents.empty();
  }

  /** Effects are never mistaken for one another, even if turn numbers are given out twice. */
  static long effect(TurnDecision decision) {
    return decision.getEpoch() * EPOCHS + decision.getTurn();
  }

  /** The host's software dies and adopts the sandbox; it knows the turns of its jobs alone. */
  void adopt() {
    epoch++;
    lastTurn = Math.max(startedAfter, newestJob);
  }

  long turn(long now) {
    lastTurn++;
    Granularity granularity = Granularity.values()[random.nextInt(4)];
    TurnDecision decision =
        TurnDecision.newBuilder(Samples.decision(sandbox, lastTurn, granularity, epoch))
            .setEndWallTimeMicros(now)
            .build();
    if (granularity != Granularity.NONE) {
      live = live.plus(effect(decision), granularity);
    }
    topics.decisions.add(new Input.Decision(decision, OptionalLong.empty()));
    return lastTurn;
  }

  /**
   * @param failures how many of ten jobs fail
   */
  void work(CheckpointJob job, long now, int failures) {
    if (!answered.add(job.getJobId())) {
      return;
    }
    JobStatus status = status(job, failures);
    if (status == JobStatus.COMPLETED) {
      newestJob = Math.max(newestJob, Math.max(job.getTurn(), job.getLastTurn()));
      if (job.getKind() == JobKind.RESTORE) {
        start(images.get(job.getCheckpointId()), job.getLastTurn());
      } else {
        images.put(job.getCheckpointId(), checkpoint(job));
        topics.manifests.add(new Input.ManifestSeen(Samples.manifest(job)));
      }
    } else if (job.getKind() == JobKind.RESTORE) {
      stop();
    }
    JobResult result =
        JobResult.newBuilder(Samples.result(job, status)).setFinishedWallTimeMicros(now).build();
    topics.results.add(new Input.Result(result, now));
  }

  private JobStatus status(CheckpointJob job, int failures) {
    boolean possible =
        job.getKind() == JobKind.RESTORE || (running && job.getTurn() > startedAfter);
    if (!possible) {
      return JobStatus.REFUSED;
    }
    if (random.nextInt(10) >= failures) {
      return JobStatus.COMPLETED;
    }
    return random.nextInt(4) == 0 ? JobStatus.REFUSED : JobStatus.FAILED;
  }

  private Contents checkpoint(CheckpointJob job) {
    Contents parent =
        job.getParentCheckpointId() == null
            ? Contents.empty()
            : images.get(job.getParentCheckpointId());
    return new Contents(
        job.getGranularity() == Granularity.PROCESS ? parent.files() : live.files(),
        job.getGranularity() == Granularity.FILESYSTEM ? parent.processes() : live.processes());
  }
}
