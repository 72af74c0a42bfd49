package dev.crab.coordinator.http;

import dev.crab.coordinator.domain.Lineage;
import dev.crab.coordinator.domain.Protection;
import dev.crab.coordinator.domain.SandboxFacts;
import dev.crab.coordinator.domain.Turn;
import dev.crab.coordinator.domain.table.Table;
import dev.crab.coordinator.live.Snapshot;
import dev.crab.schemas.id.SandboxId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;

/** Decided turns: history, and waiting for one to be decided or settled. */
final class TurnRoutes {
  private static final long MOST = 1_000;
  private static final long LONGEST_WAIT_MILLIS = 600_000;

  private final Lookup lookup;
  private final Waiting waiting;

  TurnRoutes(Lookup lookup, Waiting waiting) {
    this.lookup = lookup;
    this.waiting = waiting;
  }

  void mount(Router router) {
    router.get("/v1/sandboxes/:sandbox/turns").handler(c -> Answer.serve(c, this::list));
    router.get("/v1/sandboxes/:sandbox/turns/:turn").handler(c -> Answer.serve(c, this::one));
    router
        .get("/v1/sandboxes/:sandbox/checkpoints")
        .handler(c -> Answer.serve(c, this::checkpoints));
  }

  private Future<Answer> list(Call call) {
    SandboxFacts facts = lookup.sandbox(call.sandbox());
    long limit = call.query("limit", 100, 1, MOST);
    long from = call.query("from", 0, 0, Long.MAX_VALUE);
    Lineage lineage = Lineage.of(facts);
    Function<Turn, Protection> protection = Protection.in(lineage);
    JsonArray array = new JsonArray();
    (from > 0 ? first(facts, from, limit) : last(facts, limit))
        .forEach(turn -> array.add(TurnJson.of(lineage, turn, protection.apply(turn))));
    return Future.succeededFuture(Answer.ok(array));
  }

  private static Deque<Turn> first(SandboxFacts facts, long from, long limit) {
    Deque<Turn> turns = new ArrayDeque<>();
    Iterator<Table.Entry<Long, Turn>> all = facts.turns().turns().from(from).iterator();
    while (all.hasNext() && turns.size() < limit) {
      turns.addLast(all.next().value());
    }
    return turns;
  }

  private static Deque<Turn> last(SandboxFacts facts, long limit) {
    Deque<Turn> turns = new ArrayDeque<>();
    Iterator<Table.Entry<Long, Turn>> all = facts.turns().turns().descending().iterator();
    while (all.hasNext() && turns.size() < limit) {
      turns.addFirst(all.next().value());
    }
    return turns;
  }

  private Future<Answer> one(Call call) {
    SandboxFacts facts = lookup.sandbox(call.sandbox());
    long number = call.pathNumber("turn", 1);
    boolean settled = call.flag("settled");
    Duration patience = Duration.ofMillis(call.query("waitMillis", 0, 0, LONGEST_WAIT_MILLIS));
    if (number <= facts.turns().droppedThrough()) {
      throw ApiError.notFound(
          "turn_dropped",
          "expected a turn after "
              + facts.turns().droppedThrough()
              + "; found "
              + number
              + ", which is no longer kept in memory",
          "read it from the topic crab.decisions");
    }
    SandboxId id = facts.id();
    return waiting
        .until(s -> seen(s, id, number).filter(v -> !settled || v.settled()), patience)
        .map(view -> view.or(() -> seen(lookup.snapshot(), id, number)))
        .map(view -> Answer.ok(view.orElseThrow(() -> undecided(id, number)).json()));
  }

  private record View(Lineage lineage, Turn turn) {
    boolean settled() {
      Protection protection = Protection.of(lineage, turn);
      boolean listed =
          protection.level() != Protection.Level.DURABLE
              || protection.job().flatMap(j -> j.checkpoint()).isPresent();
      return protection.settled() && listed;
    }

    JsonObject json() {
      return TurnJson.of(lineage, turn, Protection.of(lineage, turn));
    }
  }

  private static Optional<View> seen(Snapshot snapshot, SandboxId id, long number) {
    return snapshot
        .state()
        .sandboxes()
        .get(id)
        .flatMap(f -> f.turns().turns().get(number).map(t -> new View(Lineage.of(f), t)));
  }

  private ApiError undecided(SandboxId id, long number) {
    long newest =
        lookup.find(id).flatMap(f -> f.turns().turns().last()).map(Table.Entry::key).orElse(0L);
    return ApiError.notFound(
        "unknown_turn",
        "expected a decided turn of " + id + "; found " + number + ", newest decided is " + newest,
        "end the turn with: crab turn end " + id + ", or wait longer");
  }

  private Future<Answer> checkpoints(Call call) {
    SandboxFacts facts = lookup.sandbox(call.sandbox());
    var newest = Lineage.of(facts).newestRestorable();
    JsonArray array = new JsonArray();
    facts
        .jobs()
        .attempts()
        .forEach(
            e ->
                e.value()
                    .checkpoint()
                    .ifPresent(
                        c ->
                            array.add(
                                CheckpointJson.of(
                                    c, e.value(), newest.equals(Optional.of(e.key()))))));
    return Future.succeededFuture(Answer.ok(array));
  }
}
