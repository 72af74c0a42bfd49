package dev.crab.coordinator.domain;

import dev.crab.coordinator.domain.table.Table;
import dev.crab.schemas.avro.RequestKind;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Whether and where a sandbox lives.
 *
 * @param host the host that has it, or had it last
 */
public record Whereabouts(Condition condition, Optional<String> host) {

  /** As hosts and requests say. */
  public enum Condition {
    RUNNING,
    DEAD,
    REMOVED
  }

  /** Heartbeats older than the newest life say nothing about it. */
  public static Whereabouts of(State state, SandboxFacts facts, long nowMicros) {
    String name = facts.id().value();
    Life life = Lineage.of(facts).current();
    Predicate<HostView> reports =
        h -> h.sandbox(name).isPresent() && h.status().getWallTimeMicros() >= life.sinceMicros();
    Optional<String> runs = find(state, nowMicros, reports.and(h -> h.runs(name)));
    if (runs.isPresent()) {
      return new Whereabouts(Condition.RUNNING, runs);
    }
    Optional<String> has = find(state, nowMicros, reports);
    if (has.isPresent()) {
      return new Whereabouts(Condition.DEAD, has);
    }
    Optional<String> last = lastHost(facts);
    return new Whereabouts(
        switch (life.origin()) {
          case REMOVED -> Condition.REMOVED;
          case FIRST_SEEN -> Condition.DEAD;
          case CREATED, RESTORED ->
              justBegun(state, life, last, nowMicros) ? Condition.RUNNING : Condition.DEAD;
        },
        last);
  }

  private static boolean justBegun(State state, Life life, Optional<String> host, long nowMicros) {
    return host.flatMap(state.hosts()::get)
        .map(h -> h.live(nowMicros) && h.status().getWallTimeMicros() < life.sinceMicros())
        .orElse(false);
  }

  private static Optional<String> find(State state, long nowMicros, Predicate<HostView> wanted) {
    for (Table.Entry<String, HostView> entry : state.hosts()) {
      if (entry.value().live(nowMicros) && wanted.test(entry.value())) {
        return Optional.of(entry.key());
      }
    }
    return Optional.empty();
  }

  /** Host of the newest request, else of the newest decision, else of the newest checkpoint. */
  private static Optional<String> lastHost(SandboxFacts facts) {
    return facts.requests().requests().reversed().stream()
        .filter(r -> r.getKind() != RequestKind.UNKNOWN)
        .flatMap(r -> Optional.ofNullable(r.getHost()).stream())
        .findFirst()
        .or(() -> facts.turns().turns().last().map(e -> e.value().decision().getHost()))
        .or(() -> facts.jobs().attempts().last().flatMap(e -> e.value().host()));
  }
}
