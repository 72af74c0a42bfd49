package dev.crab.coordinator.domain;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.id.SandboxId;
import java.util.ArrayList;
import java.util.List;

/** A coordination under test: feeds inputs, collects the jobs. */
final class Scene {
  State state = State.empty();
  final List<CheckpointJob> jobs = new ArrayList<>();
  final List<Output.Ignored> ignored = new ArrayList<>();

  Scene with(Input... inputs) {
    for (Input input : inputs) {
      Step step = Coordination.step(state, input);
      state = step.state();
      for (Output output : step.outputs()) {
        switch (output) {
          case Output.Publish(var job) -> jobs.add(job);
          case Output.Ignored objection -> ignored.add(objection);
        }
      }
    }
    return this;
  }

  /** The newest job is answered. */
  Scene answered(JobStatus status, long seenMicros) {
    CheckpointJob job = newestJob();
    if (status == JobStatus.COMPLETED) {
      with(new Input.ManifestSeen(Samples.manifest(job)));
    }
    return with(Samples.answered(job, status, seenMicros));
  }

  Scene completed() {
    return answered(JobStatus.COMPLETED, 0);
  }

  CheckpointJob newestJob() {
    return jobs.getLast();
  }

  SandboxFacts facts() {
    return facts(Samples.S1);
  }

  SandboxFacts facts(SandboxId id) {
    return state.sandboxes().get(id).orElseThrow();
  }

  Lineage lineage() {
    return Lineage.of(facts());
  }

  Protection protection(long turn) {
    return Protection.of(lineage(), facts().turns().turns().get(turn).orElseThrow());
  }
}
