package dev.crab.coordinator.domain;

import dev.crab.coordinator.domain.table.Table;
import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Request;
import dev.crab.schemas.avro.RequestKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Accepted requests for a sandbox, oldest first, and what became of the restores among them.
 *
 * @param requests the newest, see {@link Limits#REQUESTS}
 * @param restores by request id
 */
public record RequestLog(List<Request> requests, Table<String, Restore> restores) {

  /** A restore's job and its result. */
  public record Restore(Optional<CheckpointJob> job, Optional<Outcome> outcome) {
    static final Restore UNKNOWN = new Restore(Optional.empty(), Optional.empty());

    public boolean completed() {
      return outcome.map(Outcome::completed).orElse(false);
    }
  }

  public RequestLog {
    requests = List.copyOf(requests);
  }

  static RequestLog empty() {
    return new RequestLog(List.of(), Table.empty());
  }

  RequestLog with(Request request) {
    if (requests.stream().anyMatch(r -> r.getRequestId().equals(request.getRequestId()))) {
      return this;
    }
    List<Request> all = Stream.concat(requests.stream(), Stream.of(request)).toList();
    int surplus = Math.max(0, all.size() - Limits.REQUESTS);
    return new RequestLog(all.subList(surplus, all.size()), restores);
  }

  RequestLog withJob(String requestId, CheckpointJob job) {
    Restore known = restore(requestId);
    return known.job().isPresent()
        ? this
        : put(requestId, new Restore(Optional.of(job), known.outcome()));
  }

  RequestLog withOutcome(String requestId, Outcome outcome) {
    Restore known = restore(requestId);
    return known.outcome().isPresent()
        ? this
        : put(requestId, new Restore(known.job(), Optional.of(outcome)));
  }

  private RequestLog put(String requestId, Restore restore) {
    return new RequestLog(requests, restores.put(requestId, restore));
  }

  public Restore restore(String requestId) {
    return restores.get(requestId).orElse(Restore.UNKNOWN);
  }

  /** The oldest restore without a result; later ones wait for it. */
  public Optional<Request> outstandingRestore() {
    return requests.stream()
        .filter(r -> r.getKind() == RequestKind.RESTORE)
        .filter(r -> restore(r.getRequestId()).outcome().isEmpty())
        .findFirst();
  }
}
