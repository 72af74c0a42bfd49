package dev.crab.coordinator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.coordinator.domain.table.Table;
import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.RequestKind;
import dev.crab.schemas.id.SandboxId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A coordinator among topics, hosts that fail, and crashes, all out of one seed. The coordinator
 * sees topics late, twice, and in any order between them.
 */
final class Simulation {
  private static final long STEP_MICROS = 150_000;

  final Topics topics = new Topics();
  State state = State.empty();
  private final Random random;
  private final List<FakeHost> hosts = new ArrayList<>();
  private final int[] read = new int[5];
  private final Set<String> jobIds = new HashSet<>();
  private int worked;
  private int requestNumber;
  private long now = 1_000 * Samples.SECOND;

  Simulation(long seed) {
    this.random = new Random(seed);
    for (String name : List.of("s1", "s2")) {
      hosts.add(new FakeHost(new SandboxId(name), topics, random));
    }
  }

  void run(int rounds) {
    for (int round = 0; round < rounds; round++) {
      now += STEP_MICROS;
      FakeHost host = hosts.get(random.nextInt(hosts.size()));
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4 -> agentTurn(host);
        case 5 -> createOrRemove(host);
        case 6 -> crashOrRestore(host);
        case 7 -> restart();
        case 8, 9, 10 -> work(4);
        case 11 -> step(new Input.Tick(now));
        default -> deliver();
      }
      if (round % 20 == 0) {
        verify();
      }
    }
  }

  /** Nothing fails any more, and everybody reads to the end. */
  void settle() {
    for (int calm = 0; calm < 60; calm++) {
      while (deliver()) {
        assertThat(read[0]).isLessThanOrEqualTo(topics.decisions.size());
      }
      work(0);
      now += 20 * Samples.SECOND;
      step(new Input.Tick(now));
    }
  }

  /** Holds the coordinator's claims against what is in the images. */
  void verify() {
    for (FakeHost host : hosts) {
      facts(host)
          .ifPresent(
              facts -> {
                Lineage lineage = Lineage.of(facts);
                facts.turns().turns().forEach(t -> verify(host, lineage, t.value()));
              });
    }
  }

  private static void verify(FakeHost host, Lineage lineage, Turn turn) {
    Protection protection = Protection.of(lineage, turn);
    if (protection.level() == Protection.Level.DURABLE) {
      String checkpoint = protection.checkpoint().orElseThrow().checkpointId(host.sandbox).value();
      assertThat(
              host.images
                  .get(checkpoint)
                  .holds(FakeHost.effect(turn.decision()), turn.decision().getGranularity()))
          .as("%s: %s must hold %s", host.sandbox, checkpoint, turn)
          .isTrue();
    }
  }

  /** Once all is calm, the newest checkpoint holds all that is not said to be unprotected. */
  void verifyNewest() {
    for (FakeHost host : hosts) {
      Optional<Lineage> lineage = facts(host).map(Lineage::of);
      if (host.running && lineage.isPresent()) {
        FakeHost.Contents held =
            lineage
                .get()
                .newestRestorable()
                .map(k -> host.images.get(k.checkpointId(host.sandbox).value()))
                .orElse(FakeHost.Contents.empty());
        assertThat(held.holdsAllBut(unprotected(lineage.get()), host.live))
            .as("%s holds %s, must hold %s", host.sandbox, held, host.live)
            .isTrue();
      }
    }
  }

  private static Set<Long> unprotected(Lineage lineage) {
    Set<Long> turns = new HashSet<>();
    lineage
        .facts()
        .turns()
        .turns()
        .forEach(
            t -> {
              if (Protection.of(lineage, t.value()).level() == Protection.Level.UNPROTECTED) {
                turns.add(t.key());
              }
            });
    return turns;
  }

  private void agentTurn(FakeHost host) {
    // A turn begins neither before the coordinator has seen the sandbox created, nor under a
    // restore.
    if (host.running && !busy(host)) {
      // Decisions take milliseconds, a host's software takes seconds to come back.
      if (random.nextInt(30) == 0 && read[0] == topics.decisions.size()) {
        host.adopt();
      }
      step(new Input.TurnBegun(host.sandbox, host.turn(now)));
    }
  }

  private void createOrRemove(FakeHost host) {
    if (random.nextInt(3) > 0 || busy(host)) {
      return;
    }
    boolean remove = host.running;
    long lastTurn = facts(host).map(SandboxFacts::newestTurn).orElse(0L);
    if (remove) {
      host.stop();
    } else {
      host.start(FakeHost.Contents.empty(), lastTurn);
    }
    ask(host, remove ? RequestKind.SANDBOX_REMOVED : RequestKind.SANDBOX_CREATED, null, lastTurn);
  }

  private void crashOrRestore(FakeHost host) {
    if (random.nextInt(4) == 0) {
      host.stop();
    }
    if (busy(host) || (host.running && random.nextInt(3) > 0)) {
      return;
    }
    Optional<Table.Entry<AttemptKey, Attempt>> target =
        facts(host).flatMap(f -> pick(f.jobs().attempts()));
    target.ifPresent(
        t -> ask(host, RequestKind.RESTORE, t.key().checkpointId(host.sandbox).value(), null));
  }

  /** As the API does: one creation, removal or restore at a time, each seen before the next. */
  private boolean busy(FakeHost host) {
    return read[3] < topics.requests.size()
        || facts(host).flatMap(f -> f.requests().outstandingRestore()).isPresent();
  }

  private Optional<Table.Entry<AttemptKey, Attempt>> pick(Table<AttemptKey, Attempt> attempts) {
    List<Table.Entry<AttemptKey, Attempt>> existing = new ArrayList<>();
    attempts.forEach(
        e -> {
          if (e.value().exists()) {
            existing.add(e);
          }
        });
    return existing.isEmpty()
        ? Optional.empty()
        : Optional.of(existing.get(random.nextInt(existing.size())));
  }

  private void ask(FakeHost host, RequestKind kind, String checkpoint, Long lastTurn) {
    topics.requests.add(
        new Input.RequestSeen(
            Samples.request(host.sandbox, "q" + requestNumber++, kind, checkpoint, lastTurn)));
  }

  private Optional<SandboxFacts> facts(FakeHost host) {
    return state.sandboxes().get(host.sandbox);
  }

  private void work(int failures) {
    int most = failures == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(3);
    for (int i = 0; i < most && worked < topics.jobs.size(); i++) {
      CheckpointJob job = ((Input.JobSeen) topics.jobs.get(worked++)).job();
      hosts.stream()
          .filter(h -> h.sandbox.value().equals(job.getSandbox()))
          .forEach(h -> h.work(job, now, failures));
    }
  }

  /** One record of some topic, now and then together with one it has already seen. */
  private boolean deliver() {
    int first = random.nextInt(5);
    for (int i = 0; i < 5; i++) {
      int topic = (first + i) % 5;
      List<Input> log = topics.all().get(topic);
      if (read[topic] < log.size()) {
        step(log.get(read[topic]++));
        if (random.nextInt(8) == 0) {
          step(log.get(random.nextInt(read[topic])));
        }
        return true;
      }
    }
    return false;
  }

  /** Dies before or after a job was written, and builds itself anew. */
  private void restart() {
    state = topics.replay(random);
    for (int topic = 0; topic < read.length; topic++) {
      read[topic] = topics.all().get(topic).size();
    }
    step(new Input.Tick(now));
  }

  private void step(Input input) {
    boolean diesBeforeSending = random.nextInt(40) == 0;
    Step step = Coordination.step(state, input);
    state = step.state();
    for (Output output : step.outputs()) {
      if (output instanceof Output.Publish(var job)) {
        if (diesBeforeSending) {
          restart();
          return;
        }
        assertThat(jobIds.add(job.getJobId())).as("job %s twice", job.getJobId()).isTrue();
        topics.jobs.add(new Input.JobSeen(job));
      }
    }
    state
        .sandboxes()
        .forEach(e -> assertThat(e.value().jobs().open().size()).isLessThanOrEqualTo(1));
  }
}
