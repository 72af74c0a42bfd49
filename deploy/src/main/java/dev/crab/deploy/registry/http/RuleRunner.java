package dev.crab.deploy.registry.http;

import dev.crab.deploy.registry.domain.Outcome;
import dev.crab.deploy.registry.domain.RegistryState;
import java.util.function.Function;

/** Runs rules one after another; what an outcome changes is durable when this returns. */
public interface RuleRunner {
  /** Runs one rule. Blocks on the disk. */
  <T> Outcome<T> run(Function<RegistryState, Outcome<T>> rule);
}
