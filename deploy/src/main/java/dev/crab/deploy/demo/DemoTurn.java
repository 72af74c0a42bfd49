package dev.crab.deploy.demo;

import java.time.Duration;
import java.util.Optional;

/**
 * One turn of the scripted agent.
 *
 * @param title what the agent does, for people
 * @param script shell script run in the sandbox; empty: the turn makes no tool call
 * @param llmWait how long the simulated LLM takes to answer after the turn
 */
record DemoTurn(String title, Optional<String> script, Duration llmWait) {
  DemoTurn {
    if (title.isBlank()) {
      throw new IllegalArgumentException("title: expected a text; found a blank one");
    }
    if (llmWait.isNegative()) {
      throw new IllegalArgumentException(
          "waitMillis: expected 0 or more; found " + llmWait.toMillis());
    }
  }
}
