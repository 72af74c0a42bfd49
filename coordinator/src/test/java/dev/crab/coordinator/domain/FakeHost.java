package dev.crab.coordinator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.JobKind;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.id.SandboxId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/**
 * A host in miniature: a sandbox whose state is the set of turns whose effects it holds, an agent
 * that makes turns, and a worker that fails at random. It knows what a checkpoint really holds and
 * checks that a completed one holds every effect of the turns it claims.
 */
final class FakeHost {
  /** Effects by turn, on files and in processes. */
  record Contents(Set<Long> files, Set<Long> processes) {
    static Contents empty() {
      return new Contents(Set.of(), Set.of());
    }

    Contents plus(long turn, Granularity granularity) {
      return new Contents(
          granularity == Granularity.PROCESS ? files : with(files, turn),
          granularity == Granularity.FILESYSTEM ? processes : with(processes, turn));
    }

    private static Set<Long> with(Set<Long> some, long one) {
      Set<Long> all = new HashSet<>(some);
      all.add(one);
      return Set.copyOf(all);
    }

    boolean holds(Contents other, long throughTurn) {
      return holds(files, other.files, throughTurn)
          && holds(processes, other.processes, throughTurn);
    }

    private static boolean holds(Set<Long> mine, Set<Long> theirs, long throughTurn) {
      return theirs.stream().allMatch(t -> t > throughTurn || mine.contains(t));
    }
  }

  final SandboxId sandbox;
  private final Topics topics;
  private final Random random;
  private final Map<String, Contents> images = new HashMap<>();
  private final Set<String> answered = new HashSet<>();
  private Contents live = Contents.empty();
  private long lastTurn;
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
  }

  void stop() {
    running = false;
    live = Contents.empty();
  }

  void turn() {
    lastTurn++;
    Granularity granularity = Granularity.values()[random.nextInt(4)];
    if (granularity != Granularity.NONE) {
      live = live.plus(lastTurn, granularity);
    }
    topics.decisions.add(
        new Input.Decision(
            Samples.decision(sandbox, lastTurn, granularity, epoch), OptionalLong.empty()));
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
      if (job.getKind() == JobKind.RESTORE) {
        start(images.get(job.getCheckpointId()), job.getLastTurn());
      } else {
        images.put(job.getCheckpointId(), checkpoint(job));
        topics.manifests.add(new Input.ManifestSeen(Samples.manifest(job)));
      }
    } else if (job.getKind() == JobKind.RESTORE) {
      stop();
    }
    topics.results.add(Samples.answered(job, status, now));
  }

  private JobStatus status(CheckpointJob job, int failures) {
    boolean possible = job.getKind() == JobKind.RESTORE || running;
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
    Contents made =
        new Contents(
            job.getGranularity() == Granularity.PROCESS ? parent.files() : live.files(),
            job.getGranularity() == Granularity.FILESYSTEM ? parent.processes() : live.processes());
    assertThat(made.holds(live, job.getTurn()))
        .as("%s with %s must hold all effects of %s", job, made, live)
        .isTrue();
    return made;
  }
}
