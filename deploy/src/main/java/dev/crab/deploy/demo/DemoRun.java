package dev.crab.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crab.deploy.demo.DemoReport.Recovery;
import dev.crab.deploy.demo.SandboxOperations.ExecOutput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Plays the session, destroys the sandbox, restores it and compares. One thread; it sleeps through
 * the LLM waits.
 */
final class DemoRun {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final SandboxOperations operations;
  private final String sandbox;
  private final LongSupplier nanoTime;

  DemoRun(SandboxOperations operations, String sandbox, LongSupplier nanoTime) {
    this.operations = operations;
    this.sandbox = sandbox;
    this.nanoTime = nanoTime;
  }

  /**
   * Runs everything.
   *
   * @param onTurn told each turn as it ends
   * @param onPhase told what happens after the turns
   */
  DemoReport run(List<DemoTurn> turns, Consumer<TurnReport> onTurn, Consumer<String> onPhase)
      throws InterruptedException {
    operations.create(sandbox);
    List<TurnReport> reports = new ArrayList<>();
    for (DemoTurn turn : turns) {
      TurnReport report = play(turn);
      reports.add(report);
      onTurn.accept(report);
    }
    return DemoReport.of(reports, destroyAndRestore(onPhase));
  }

  private TurnReport play(DemoTurn turn) throws InterruptedException {
    operations.beginTurn(sandbox, turn.title());
    int exitCode =
        turn.script()
            .map(script -> operations.exec(sandbox, script))
            .map(ExecOutput::exitCode)
            .orElse(0);
    long number = operations.endTurn(sandbox);
    long ended = nanoTime.getAsLong();
    operations.decidedTurn(sandbox, number, LIMIT);
    JsonNode document = operations.settledTurn(sandbox, number, LIMIT);
    Duration took = Duration.ofNanos(nanoTime.getAsLong() - ended);
    Duration rest = turn.llmWait().minus(took);
    if (rest.isPositive()) {
      Thread.sleep(rest);
    }
    return TurnReport.of(turn, exitCode, document, took);
  }

  private Recovery destroyAndRestore(Consumer<String> onPhase) throws InterruptedException {
    onPhase.accept("asking the server, the interpreter and the shell; reading the file tree");
    AgentState before = AgentState.of(operations, sandbox);
    if (!before.complete()) {
      return new Recovery(
          "", 0, 0, List.of("before the kill: not every process answered: " + before.describe()));
    }
    onPhase.accept("killing the sandbox (SIGKILL)");
    operations.kill(sandbox);
    onPhase.accept("restoring it from the newest manifest");
    JsonNode restored = operations.restore(sandbox);
    onPhase.accept("asking the same again: " + before.describe());
    AgentState after = AgentState.of(operations, sandbox);
    return new Recovery(
        restored.path("checkpointId").asText(),
        restored.path("restoreMicros").asLong(),
        after.files().entries().size(),
        after.differencesFrom(before));
  }
}
