package dev.crab.deploy.registry.app;

import dev.crab.deploy.registry.domain.ErrorCode;
import dev.crab.deploy.registry.domain.Outcome;
import dev.crab.deploy.registry.domain.Outcome.Accepted;
import dev.crab.deploy.registry.domain.RegistryState;
import dev.crab.deploy.registry.http.RuleRunner;
import dev.crab.deploy.registry.log.RegistryLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state and its file: what a rule changes is on disk before it is seen. */
final class DurableRegistry implements RuleRunner, AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(DurableRegistry.class);

  private final RegistryState state = new RegistryState();
  private final RegistryLog log;

  DurableRegistry(Path folder) throws IOException {
    this.log = RegistryLog.open(folder, state::apply);
  }

  @Override
  public synchronized <T> Outcome<T> run(Function<RegistryState, Outcome<T>> rule) {
    Outcome<T> outcome = rule.apply(state);
    if (!(outcome instanceof Accepted<T> accepted) || accepted.events().isEmpty()) {
      return outcome;
    }
    try {
      log.append(accepted.events());
    } catch (IOException e) {
      logger.atError().setCause(e).log("registry could not write its file");
      return Outcome.refuse(
          ErrorCode.STORE_FAILED, "Error in the backend data store: " + e.getMessage());
    }
    accepted.events().forEach(state::apply);
    return outcome;
  }

  @Override
  public synchronized void close() throws IOException {
    log.close();
  }
}
