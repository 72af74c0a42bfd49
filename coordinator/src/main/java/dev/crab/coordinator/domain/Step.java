package dev.crab.coordinator.domain;

import java.util.List;

/** What one input led to. */
public record Step(State state, List<Output> outputs) {
  public Step {
    outputs = List.copyOf(outputs);
  }
}
