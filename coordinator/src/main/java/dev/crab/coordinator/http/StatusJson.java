package dev.crab.coordinator.http;

import dev.crab.coordinator.domain.HostView;
import dev.crab.coordinator.domain.SandboxFacts;
import dev.crab.coordinator.domain.Whereabouts;
import dev.crab.coordinator.domain.table.Table;
import dev.crab.coordinator.live.Snapshot;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.HostStatus;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.id.SandboxId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/** The whole instance in one answer. */
final class StatusJson {
  private StatusJson() {}

  static JsonObject of(Snapshot snapshot, Lookup lookup) {
    JsonObject sandboxes = new JsonObject();
    for (Whereabouts.Condition condition : Whereabouts.Condition.values()) {
      sandboxes.put(condition.name().toLowerCase(Locale.ROOT), 0L);
    }
    JsonObject classes = new JsonObject();
    for (Granularity granularity : Granularity.values()) {
      classes.put(granularity.name(), 0L);
    }
    JsonObject jobs = new JsonObject().put("inFlight", 0L);
    for (JobStatus status : JobStatus.values()) {
      jobs.put(status.name(), 0L);
    }
    for (Table.Entry<SandboxId, SandboxFacts> entry : snapshot.state().sandboxes()) {
      SandboxFacts facts = entry.value();
      add(sandboxes, lookup.whereabouts(facts).condition().name().toLowerCase(Locale.ROOT), 1);
      facts.turns().classes().forEach(c -> add(classes, c.key().name(), c.value()));
      facts.jobs().answered().forEach(a -> add(jobs, a.key().name(), a.value()));
      add(jobs, "inFlight", facts.jobs().open().size());
    }
    return new JsonObject()
        .put("hosts", hosts(snapshot, lookup.nowMicros()))
        .put("sandboxes", sandboxes)
        .put("turns", classes)
        .put("jobs", jobs.put("unsent", snapshot.unsent()))
        .put("lag", lag(snapshot))
        .put("unreadableRecords", snapshot.unreadable());
  }

  static JsonObject health(Snapshot snapshot, long nowMicros) {
    return new JsonObject()
        .put("status", healthy(snapshot, nowMicros) ? "up" : "down")
        .put("caughtUp", snapshot.caughtUp())
        .put("ageMillis", (nowMicros - snapshot.atMicros()) / 1_000)
        .put("trouble", snapshot.trouble().orElse(null))
        .put("unsentJobs", snapshot.unsent())
        .put("unreadableRecords", snapshot.unreadable());
  }

  /** The coordinator thread publishes at least four times a second. */
  static boolean healthy(Snapshot snapshot, long nowMicros) {
    return snapshot.caughtUp()
        && snapshot.trouble().isEmpty()
        && nowMicros - snapshot.atMicros() < 10_000_000;
  }

  private static void add(JsonObject counts, String name, long more) {
    counts.put(name, counts.getLong(name, 0L) + more);
  }

  private static JsonObject lag(Snapshot snapshot) {
    JsonObject lag = new JsonObject();
    snapshot.lag().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(e -> lag.put(e.getKey(), e.getValue()));
    return lag;
  }

  private static JsonArray hosts(Snapshot snapshot, long nowMicros) {
    JsonArray hosts = new JsonArray();
    for (Table.Entry<String, HostView> entry : snapshot.state().hosts()) {
      hosts.add(host(entry.value(), nowMicros));
    }
    return hosts;
  }

  private static JsonObject host(HostView host, long nowMicros) {
    HostStatus status = host.status();
    return new JsonObject()
        .put("host", status.getHost())
        .put("state", host.fresh(nowMicros) ? status.getState().name() : "STALE")
        .put("live", host.live(nowMicros))
        .put("ageMillis", (nowMicros - host.seenMicros()) / 1_000)
        .put("bootId", status.getBootId())
        .put("generation", status.getGeneration())
        .put("workerEndpoint", status.getWorkerEndpoint())
        .put("probeEndpoint", status.getProbeEndpoint())
        .put("running", host.running())
        .put("dead", status.getSandboxes().size() - host.running())
        .put("queuedJobs", status.getQueuedJobs())
        .put("runningJobs", status.getRunningJobs());
  }
}
