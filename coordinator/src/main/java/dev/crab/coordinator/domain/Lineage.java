package dev.crab.coordinator.domain;

import dev.crab.coordinator.domain.table.Table;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.Request;
import dev.crab.schemas.avro.TurnDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The lives of a sandbox, oldest first, and which checkpoints are on the way to where it is now.
 * Derived from the facts; requests give the order of lives, jobs and results their bounds.
 */
public record Lineage(SandboxFacts facts, List<Life> lives) {
  public Lineage {
    lives = List.copyOf(lives);
  }

  public static Lineage of(SandboxFacts facts) {
    List<Life> lives = new ArrayList<>();
    lives.add(new Life(Life.Origin.FIRST_SEEN, 0, Long.MAX_VALUE, Optional.empty(), 0));
    for (Request request : facts.requests().requests()) {
      Life before = lives.getLast();
      beginning(facts, request, before.afterTurn())
          .ifPresent(
              next -> {
                lives.set(lives.size() - 1, before.endedAt(next.afterTurn()));
                lives.add(next);
              });
    }
    return new Lineage(facts, lives);
  }

  private static Optional<Life> beginning(SandboxFacts facts, Request request, long atLeast) {
    long known = Math.max(atLeast, Objects.requireNonNullElse(request.getTurn(), 0L));
    long turn = boundary(facts, known, late -> false);
    return switch (request.getKind()) {
      case SANDBOX_CREATED -> Optional.of(open(Life.Origin.CREATED, turn, request));
      case SANDBOX_REMOVED -> Optional.of(open(Life.Origin.REMOVED, turn, request));
      case RESTORE -> restored(facts, request, atLeast);
      case UNKNOWN -> Optional.empty();
    };
  }

  private static Optional<Life> restored(SandboxFacts facts, Request request, long atLeast) {
    RequestLog.Restore restore = facts.requests().restore(request.getRequestId());
    if (!restore.completed()) {
      return Optional.empty();
    }
    JobResult result = restore.outcome().orElseThrow().result();
    Predicate<TurnDecision> before =
        late ->
            !late.getHost().equals(result.getHost())
                || late.getEndWallTimeMicros() < result.getFinishedWallTimeMicros();
    return restore
        .job()
        .map(
            job ->
                new Life(
                    Life.Origin.RESTORED,
                    boundary(facts, Math.max(atLeast, job.getLastTurn()), before),
                    Long.MAX_VALUE,
                    AttemptKey.parse(facts.id(), job.getCheckpointId()),
                    result.getFinishedWallTimeMicros()));
  }

  /**
   * The end of a life whose newest known turn is given. A turn that was decided late still belongs
   * to it: one of the same registration with a probe (its epoch), or one that ended before the
   * restore did, by the clock of the host that did both.
   */
  private static long boundary(
      SandboxFacts facts, long knownTurn, Predicate<TurnDecision> endedBefore) {
    Table<Long, Turn> turns = facts.turns().turns();
    var newest = turns.downFrom(knownTurn).iterator();
    long epoch = newest.hasNext() ? newest.next().value().decision().getEpoch() : Long.MIN_VALUE;
    long end = knownTurn;
    for (Table.Entry<Long, Turn> entry : turns.from(knownTurn + 1)) {
      TurnDecision late = entry.value().decision();
      if (late.getEpoch() > epoch && !endedBefore.test(late)) {
        break;
      }
      end = entry.key();
    }
    return end;
  }

  private static Life open(Life.Origin origin, long afterTurn, Request request) {
    return new Life(
        origin, afterTurn, Long.MAX_VALUE, Optional.empty(), request.getWallTimeMicros());
  }

  public Life current() {
    return lives.getLast();
  }

  /** The life a turn belongs to. */
  public Life lifeOf(long turn) {
    return lives.reversed().stream().filter(l -> l.holds(turn)).findFirst().orElse(lives.get(0));
  }

  /** What ended a life; empty while it lasts. */
  public Optional<Life> after(Life life) {
    int next = lives.indexOf(life) + 1;
    return next < lives.size() ? Optional.of(lives.get(next)) : Optional.empty();
  }

  /** Newest completed checkpoint made in a life. */
  public Optional<Attempt> newestCompleted(Life life) {
    return newestMade(life, Attempt::completed);
  }

  /** The newest checkpoint whose state the sandbox now descends from. */
  public Optional<AttemptKey> parent() {
    return newestCompleted(current()).map(Attempt::key).or(() -> current().base());
  }

  /**
   * Oldest turn with effects that only the running sandbox has; empty if a restore loses nothing.
   */
  public Optional<Long> oldestUncovered() {
    return Carry.of(this).map(Carry::fromTurn);
  }

  /** The checkpoint a restore takes if none is named: newest of the newest life that has any. */
  public Optional<AttemptKey> newestRestorable() {
    for (Life life : lives.reversed()) {
      Optional<AttemptKey> found =
          newestMade(life, Attempt::exists).map(Attempt::key).or(() -> life.base());
      if (found.isPresent() || life.origin() == Life.Origin.CREATED) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * The checkpoint that holds the state at a turn's end: the one before it if nothing changed
   * since, else the first at or after it in the same life.
   */
  public Optional<AttemptKey> holding(long turn) {
    Life life = lifeOf(turn);
    Optional<Attempt> before = lastUpTo(turn, life, Attempt::exists);
    long since = before.map(a -> a.key().turn()).orElse(life.afterTurn());
    Optional<AttemptKey> base = before.map(Attempt::key).or(life::base);
    if (base.isPresent() && unchanged(since, turn)) {
      return base;
    }
    return firstFrom(turn, life, Attempt::exists).map(Attempt::key);
  }

  /** First attempt of a life at or after a turn. */
  Optional<Attempt> firstFrom(long turn, Life life, Predicate<Attempt> wanted) {
    for (Table.Entry<AttemptKey, Attempt> entry :
        facts.jobs().attempts().from(AttemptKey.firstOf(turn))) {
      if (entry.key().turn() > life.throughTurn()) {
        break;
      }
      if (wanted.test(entry.value())) {
        return Optional.of(entry.value());
      }
    }
    return Optional.empty();
  }

  /** Newest attempt of a life that was to cover a turn. */
  Optional<Attempt> newestCovering(Turn turn, Life life) {
    return newestMade(life, a -> a.covers(turn));
  }

  /** The completed checkpoint of a life that covers a turn. */
  Optional<Attempt> durable(Turn turn, Life life) {
    return firstFrom(turn.number(), life, a -> a.completed() && a.covers(turn));
  }

  /** Newest by the order in which they were made. */
  Optional<Attempt> newestMade(Life life, Predicate<Attempt> wanted) {
    Attempt newest = null;
    for (Table.Entry<AttemptKey, Attempt> entry :
        facts.jobs().attempts().from(AttemptKey.firstOf(life.afterTurn() + 1))) {
      if (entry.key().turn() > life.throughTurn()) {
        break;
      }
      Attempt attempt = entry.value();
      boolean newer = newest == null || attempt.madeMicros() >= newest.madeMicros();
      if (newer && wanted.test(attempt)) {
        newest = attempt;
      }
    }
    return Optional.ofNullable(newest);
  }

  /** Last by number. */
  private Optional<Attempt> lastUpTo(long turn, Life life, Predicate<Attempt> wanted) {
    for (Table.Entry<AttemptKey, Attempt> entry :
        facts.jobs().attempts().downFrom(AttemptKey.lastOf(turn))) {
      if (entry.key().turn() <= life.afterTurn()) {
        break;
      }
      if (wanted.test(entry.value())) {
        return Optional.of(entry.value());
      }
    }
    return Optional.empty();
  }

  private boolean unchanged(long since, long through) {
    if (since < through && since < facts.turns().droppedThrough()) {
      return false;
    }
    for (Table.Entry<Long, Turn> entry : facts.turns().turns().from(since + 1)) {
      if (entry.key() > through) {
        break;
      }
      if (entry.value().changed()) {
        return false;
      }
    }
    return true;
  }
}
