package dev.crab.worker.domain;

import static dev.crab.worker.domain.JobQueueTest.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Urgency;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class JobQueuePropertiesTest {
  @Property
  void shouldGiveEachJobOnceAndASandboxesJobsInOrder(@ForAll @Size(max = 30) List<Boolean> urgent) {
    JobQueue queue = new JobQueue(100);
    for (int i = 0; i < urgent.size(); i++) {
      Urgency urgency = urgent.get(i) ? Urgency.URGENT : Urgency.NORMAL;
      queue.offer(job("s" + i % 3, i, urgency), i);
    }

    List<CheckpointJob> taken = new ArrayList<>();
    for (var next = queue.take(Set.of(), j -> true);
        next.isPresent();
        next = queue.take(Set.of(), j -> true)) {
      taken.add(next.get().job());
    }

    assertThat(taken).hasSize(urgent.size()).doesNotHaveDuplicates();
    Map<String, Long> newest = new HashMap<>();
    for (CheckpointJob job : taken) {
      assertThat(newest.getOrDefault(job.getSandbox(), -1L)).isLessThan(job.getTurn());
      newest.put(job.getSandbox(), job.getTurn());
    }
  }
}
