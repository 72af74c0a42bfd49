package dev.crab.worker.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.JobKind;
import dev.crab.schemas.avro.Urgency;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobQueueTest {
  @Test
  void shouldTakeUrgentJobsFirst() {
    JobQueue queue = new JobQueue(10);
    queue.offer(job("a", 1, Urgency.NORMAL), 0);
    queue.offer(job("b", 2, Urgency.URGENT), 0);

    assertThat(queue.take(Set.of(), j -> true).orElseThrow().job().getSandbox()).isEqualTo("b");
  }

  @Test
  void shouldLeaveSandboxesAloneWhenTheyAreBusy() {
    JobQueue queue = new JobQueue(10);
    queue.offer(job("a", 1, Urgency.URGENT), 0);

    assertThat(queue.take(Set.of("a"), j -> true)).isEmpty();
    assertThat(queue.take(Set.of(), j -> false)).isEmpty();
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void shouldRefuseWhenFull() {
    JobQueue queue = new JobQueue(1);

    assertThat(queue.offer(job("a", 1, Urgency.NORMAL), 0)).isTrue();
    assertThat(queue.offer(job("a", 2, Urgency.NORMAL), 0)).isFalse();
  }

  static CheckpointJob job(String sandbox, long turn, Urgency urgency) {
    return CheckpointJob.newBuilder()
        .setJobId(sandbox + "/" + turn)
        .setKind(JobKind.CHECKPOINT)
        .setHost("h")
        .setSandbox(sandbox)
        .setTurn(turn)
        .setGranularity(Granularity.FULL)
        .setUrgency(urgency)
        .setCheckpointId("c")
        .setCreatedWallTimeMicros(0)
        .build();
  }
}
