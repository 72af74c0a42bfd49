package dev.crab.coordinator.domain;

import dev.crab.coordinator.domain.table.Table;
import dev.crab.schemas.avro.JobStatus;
import java.util.function.UnaryOperator;

/**
 * The checkpoints of a sandbox and their jobs.
 *
 * @param attempts the newest, see {@link Limits#ATTEMPTS}
 * @param open those sent to a worker and not answered; never more than one is sent at a time
 * @param answered results by status, over the whole life
 */
public record JobLog(
    Table<AttemptKey, Attempt> attempts,
    Table<AttemptKey, Boolean> open,
    Table<JobStatus, Long> answered) {

  static JobLog empty() {
    return new JobLog(Table.empty(), Table.empty(), Table.empty());
  }

  JobLog with(AttemptKey key, UnaryOperator<Attempt> change) {
    Attempt before = attempts.get(key).orElse(Attempt.unknown(key));
    Attempt after = change.apply(before);
    if (after.equals(before)) {
      return this;
    }
    Table<JobStatus, Long> counts = answered;
    if (before.outcome().isEmpty() && after.outcome().isPresent()) {
      JobStatus status = after.status().orElseThrow();
      counts = counts.put(status, counts.get(status).orElse(0L) + 1);
    }
    return new JobLog(
        attempts.putNewest(key, after, Limits.ATTEMPTS),
        after.inFlight() ? open.put(key, true) : open.remove(key),
        counts);
  }

  /** All attempts to make a checkpoint after one turn, oldest first. */
  Table<AttemptKey, Attempt> after(long turn) {
    Table<AttemptKey, Attempt> found = Table.empty();
    for (Table.Entry<AttemptKey, Attempt> entry : attempts.from(AttemptKey.firstOf(turn))) {
      if (entry.key().turn() != turn) {
        break;
      }
      found = found.put(entry.key(), entry.value());
    }
    return found;
  }
}
