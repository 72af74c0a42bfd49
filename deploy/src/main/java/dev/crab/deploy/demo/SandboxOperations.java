package dev.crab.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What the demo asks of a running instance; the answers are the REST API's documents. */
interface SandboxOperations {
  void create(String sandbox);

  void beginTurn(String sandbox, String label);

  /** Runs a shell script in the sandbox and answers when it has ended. */
  ExecOutput exec(String sandbox, String script);

  /** Ends the open turn; answers its number. */
  long endTurn(String sandbox);

  /** The turn as decided; waits for the decision. */
  JsonNode decidedTurn(String sandbox, long turn, Duration wait);

  /** The turn as decided, and as protected if that was reached within the wait. */
  JsonNode settledTurn(String sandbox, long turn, Duration wait);

  /** Sends SIGKILL to the sandbox's init. */
  void kill(String sandbox);

  JsonNode restore(String sandbox);

  /** Process id of the sandbox's init as the host sees it. */
  long initPid(String sandbox) throws InterruptedException;

  /** Exit code and standard output of a command. */
  record ExecOutput(int exitCode, String stdout, String stderr) {}
}
