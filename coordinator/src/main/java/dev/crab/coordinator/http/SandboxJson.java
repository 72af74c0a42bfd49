package dev.crab.coordinator.http;

import dev.crab.coordinator.domain.AttemptKey;
import dev.crab.coordinator.domain.HostView;
import dev.crab.coordinator.domain.Lineage;
import dev.crab.coordinator.domain.SandboxFacts;
import dev.crab.coordinator.domain.Whereabouts;
import dev.crab.schemas.avro.SandboxStatus;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/** A sandbox as callers see it. */
final class SandboxJson {
  private SandboxJson() {}

  static JsonObject of(Lookup lookup, SandboxFacts facts) {
    Whereabouts where = lookup.whereabouts(facts);
    Lineage lineage = Lineage.of(facts);
    Optional<AttemptKey> newest = lineage.newestRestorable();
    Optional<Long> uncovered = lineage.oldestUncovered();
    Optional<SandboxStatus> status =
        where
            .host()
            .flatMap(lookup.state().hosts()::get)
            .filter(h -> where.condition() != Whereabouts.Condition.REMOVED)
            .flatMap((HostView h) -> h.sandbox(facts.id().value()));
    return new JsonObject()
        .put("sandbox", facts.id().value())
        .put("state", where.condition().name().toLowerCase(Locale.ROOT))
        .put("host", where.host().orElse(null))
        .put("lastTurn", facts.newestTurn())
        .put("newestCheckpoint", newest.map(k -> k.checkpointId(facts.id()).value()).orElse(null))
        .put("newestCheckpointTurn", newest.map(AttemptKey::turn).orElse(null))
        .put("protected", uncovered.isEmpty())
        .put("uncoveredFromTurn", uncovered.orElse(null))
        .put("initPid", status.map(SandboxStatus::getInitPid).orElse(null))
        .put(
            "startedWallTimeMicros",
            status.map(SandboxStatus::getStartedWallTimeMicros).orElse(null))
        .put("restoredFrom", status.map(SandboxStatus::getRestoredFrom).orElse(null));
  }
}
