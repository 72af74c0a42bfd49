package dev.crab.coordinator.http;

import dev.crab.coordinator.domain.HostView;
import dev.crab.coordinator.domain.SandboxFacts;
import dev.crab.coordinator.domain.State;
import dev.crab.coordinator.domain.Whereabouts;
import dev.crab.coordinator.domain.table.Table;
import dev.crab.coordinator.live.Board;
import dev.crab.coordinator.live.Snapshot;
import dev.crab.schemas.id.SandboxId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds sandboxes and hosts in the newest snapshot, or says which refusal it is. */
final class Lookup {
  private final Board board;
  private final InstantSource clock;

  Lookup(Board board, InstantSource clock) {
    this.board = board;
    this.clock = clock;
  }

  long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
  }

  Snapshot snapshot() {
    return board.current();
  }

  State state() {
    return snapshot().state();
  }

  /** A sandbox somebody has spoken of: a topic, or a host that has it. */
  Optional<SandboxFacts> find(SandboxId id) {
    Optional<SandboxFacts> known = state().sandboxes().get(id);
    if (known.isPresent()) {
      return known;
    }
    boolean reported =
        hosts().anyMatch(h -> h.fresh(nowMicros()) && h.sandbox(id.value()).isPresent());
    return reported ? Optional.of(SandboxFacts.unknown(id)) : Optional.empty();
  }

  SandboxFacts sandbox(SandboxId id) {
    return find(id)
        .orElseThrow(
            () ->
                ApiError.notFound(
                    "unknown_sandbox",
                    "expected the name of a sandbox; found \""
                        + id
                        + "\", which nobody has created",
                    "list them with: crab sandbox ls"));
  }

  Whereabouts whereabouts(SandboxFacts facts) {
    return Whereabouts.of(state(), facts, nowMicros());
  }

  /** The live host a sandbox is on. */
  HostView hostOf(SandboxFacts facts) {
    return whereabouts(facts)
        .host()
        .map(this::liveHost)
        .orElseThrow(
            () ->
                ApiError.unavailable(
                    "host_unavailable",
                    "expected a host that has sandbox " + facts.id() + "; found none",
                    "look at the hosts with: crab status"));
  }

  HostView liveHost(String name) {
    HostView host =
        state()
            .hosts()
            .get(name)
            .orElseThrow(
                () ->
                    ApiError.unavailable(
                        "host_unavailable",
                        "expected a heartbeat of host " + name + "; found none",
                        "start its worker and probe with: crab up"));
    if (!host.live(nowMicros())) {
      throw ApiError.unavailable(
          "host_unavailable",
          "expected a heartbeat of host "
              + name
              + " within "
              + HostView.FRESH.toSeconds()
              + " s; found the newest "
              + (nowMicros() - host.seenMicros()) / 1_000
              + " ms old",
          "start its worker and probe with: crab up");
    }
    return host;
  }

  /** The host for a new sandbox: the one named, else the accepting one with the fewest. */
  HostView hostForNew(Optional<String> named) {
    if (named.isPresent()) {
      return liveHost(named.get());
    }
    return hosts()
        .filter(h -> h.accepting(nowMicros()))
        .min(Comparator.comparingLong(HostView::running).thenComparing(h -> h.status().getHost()))
        .orElseThrow(
            () ->
                ApiError.unavailable(
                    "host_unavailable",
                    "expected a live host that takes sandboxes; found none of "
                        + state().hosts().size(),
                    "start a worker and a probe with: crab up"));
  }

  private Stream<HostView> hosts() {
    return StreamSupport.stream(state().hosts().spliterator(), false).map(Table.Entry::value);
  }
}
