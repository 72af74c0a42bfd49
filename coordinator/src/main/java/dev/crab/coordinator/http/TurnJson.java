package dev.crab.coordinator.http;

import dev.crab.coordinator.domain.AttemptKey;
import dev.crab.coordinator.domain.Lineage;
import dev.crab.coordinator.domain.Protection;
import dev.crab.coordinator.domain.Turn;
import dev.crab.schemas.avro.NetEffect;
import dev.crab.schemas.avro.ProcessEffect;
import dev.crab.schemas.avro.Reason;
import dev.crab.schemas.avro.TurnDecision;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A turn as callers see it. */
final class TurnJson {
  private TurnJson() {}

  static JsonObject of(Lineage lineage, Turn turn, Protection protection) {
    TurnDecision decision = turn.decision();
    Optional<Turn.Evidence> evidence = lineage.facts().turns().evidence().get(turn.number());
    JsonObject json =
        new JsonObject()
            .put("turn", turn.number())
            .put("label", decision.getLabel())
            .put("source", decision.getSource().name())
            .put("host", decision.getHost())
            .put("granularity", decision.getGranularity().name())
            .put("reasons", array(decision.getReasons(), TurnJson::reason))
            .put("effects", effects(decision))
            .put(
                "netEffects",
                array(evidence.map(Turn.Evidence::netEffects).orElse(List.of()), TurnJson::file))
            .put("netEffectCount", decision.getNetEffectCount())
            .put(
                "processEffects",
                array(
                    evidence.map(Turn.Evidence::processEffects).orElse(List.of()),
                    TurnJson::process))
            .put("processEffectCount", decision.getProcessEffectCount())
            .put("evidenceDropped", evidence.isEmpty())
            .put("cancelledEffects", decision.getCancelledEffects())
            .put("events", decision.getEvents())
            .put("lost", decision.getLost())
            .put("bytesWritten", decision.getBytesWritten())
            .put("endWallTimeMicros", decision.getEndWallTimeMicros())
            .put("decisionLatencyMicros", boxed(turn.latencyMicros()));
    return protection(json, lineage, protection);
  }

  private static JsonObject protection(JsonObject json, Lineage lineage, Protection protection) {
    Optional<String> checkpoint =
        protection.checkpoint().map((AttemptKey k) -> k.checkpointId(lineage.facts().id()).value());
    return json.put("protection", protection.level().name().toLowerCase(Locale.ROOT))
        .put("protectionMessage", protection.message().orElse(null))
        .put("retryAtMicros", boxed(protection.retryAtMicros()))
        .put("job", protection.job().map(JobJson::of).orElse(null))
        .put("checkpointId", checkpoint.orElse(null));
  }

  static @Nullable Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static JsonObject effects(TurnDecision decision) {
    JsonObject json = new JsonObject();
    decision.getEffects().forEach(json::put);
    return json;
  }

  private static <T> JsonArray array(List<T> items, Function<T, JsonObject> each) {
    JsonArray array = new JsonArray();
    items.forEach(item -> array.add(each.apply(item)));
    return array;
  }

  private static JsonObject reason(Reason reason) {
    return new JsonObject().put("code", reason.getCode()).put("detail", reason.getDetail());
  }

  private static JsonObject file(NetEffect effect) {
    return new JsonObject()
        .put("kind", effect.getKind())
        .put("path", effect.getPath())
        .put("target", effect.getTarget())
        .put("calls", effect.getCalls())
        .put("bytes", effect.getBytes());
  }

  private static JsonObject process(ProcessEffect effect) {
    return new JsonObject()
        .put("kind", effect.getKind())
        .put("pid", effect.getPid())
        .put("comm", effect.getComm());
  }
}
