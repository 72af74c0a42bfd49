package dev.crab.worker.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.avro.JobKind;
import dev.crab.worker.domain.QuotaLedger.Permit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LedgerPropertiesTest {
  @Property
  void shouldNeverExceedTheLimit(
      @ForAll @IntRange(min = 1, max = 5) int limit, @ForAll List<Boolean> requests) {
    QuotaLedger ledger = new QuotaLedger(Map.of(JobKind.CHECKPOINT, limit));
    Deque<Permit> taken = new ArrayDeque<>();
    for (boolean request : requests) {
      if (request && ledger.request(JobKind.CHECKPOINT) instanceof Permit permit) {
        taken.push(permit);
      } else if (!request && !taken.isEmpty()) {
        ledger.release(taken.pop());
      }
      assertThat(ledger.running()).isEqualTo(taken.size()).isLessThanOrEqualTo(limit);
    }
  }

  @Property
  void shouldCommitOnlyWhatIsDone(@ForAll @Size(max = 40) List<Boolean> mine) {
    OffsetTracker tracker = new OffsetTracker();
    TreeSet<Long> open = new TreeSet<>();
    for (long offset = 0; offset < mine.size(); offset++) {
      if (mine.get((int) offset)) {
        tracker.begin(offset);
        open.add(offset);
      } else {
        tracker.skip(offset);
      }
    }
    while (!open.isEmpty()) {
      assertThat(tracker.committable()).hasValue(open.first());
      long done = open.size() % 2 == 0 ? open.last() : open.first();
      open.remove(done);
      tracker.done(done);
    }
    assertThat(tracker.committable().orElse(0)).isEqualTo(mine.size());
  }
}
