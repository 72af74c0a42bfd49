package dev.crab.coordinator.domain;

import dev.crab.coordinator.domain.table.Table;
import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.id.SandboxId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pure step: an input is merged into the state, and the sandboxes it touches are asked which
 * job they need. A job emitted is merged at once, the same way as when it is read back from its
 * topic.
 */
public final class Coordination {
  private Coordination() {}

  /** Live: state and what to do. */
  public static Step step(State state, Input input) {
    Optional<String> objection = Objection.to(input);
    if (objection.isPresent()) {
      Output ignored = new Output.Ignored(input.getClass().getSimpleName(), objection.get());
      return new Step(state, List.of(ignored));
    }
    State seen = Transition.apply(state, input);
    return switch (input) {
      case Input.Decision(var decision, var latency) -> plan(seen, decision.getSandbox());
      case Input.Result(var result, var at) -> plan(seen, result.getSandbox());
      case Input.RequestSeen(var request) -> plan(seen, request.getSandbox());
      case Input.Tick tick -> planAll(seen);
      case Input.ManifestSeen manifest -> new Step(seen, List.of());
      case Input.HostSeen host -> new Step(seen, List.of());
      case Input.JobSeen job -> new Step(seen, List.of());
      case Input.TurnBegun begun -> new Step(seen, List.of());
    };
  }

  /**
   * Recovery: the state alone. After all topics are read, one {@link Input.Tick} to {@link #step}
   * emits what is missing.
   */
  public static State replay(State state, Input input) {
    return Objection.to(input).isPresent() ? state : Transition.apply(state, input);
  }

  private static Step plan(State state, String sandbox) {
    SandboxId id = new SandboxId(sandbox);
    return plan(new Step(state, List.of()), state.sandboxes().get(id).orElseThrow());
  }

  private static Step planAll(State state) {
    Step step = new Step(state, List.of());
    for (Table.Entry<SandboxId, SandboxFacts> entry : state.sandboxes()) {
      step = plan(step, entry.value());
    }
    return step;
  }

  private static Step plan(Step sofar, SandboxFacts facts) {
    Optional<CheckpointJob> job = Planner.plan(facts, sofar.state().nowMicros());
    if (job.isEmpty()) {
      return sofar;
    }
    List<Output> outputs = new ArrayList<>(sofar.outputs());
    outputs.add(new Output.Publish(job.get()));
    return new Step(Transition.apply(sofar.state(), new Input.JobSeen(job.get())), outputs);
  }
}
