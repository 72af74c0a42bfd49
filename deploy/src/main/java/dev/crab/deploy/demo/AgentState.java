package dev.crab.deploy.demo;

import dev.crab.deploy.demo.SandboxOperations.ExecOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent would miss: the server's counter, the interpreter's variables, the shell's
 * directory and environment, the file tree.
 */
record AgentState(String server, String interpreter, String shell, TreeInventory files) {
  private static final String ASK_SERVER = "curl -sf --max-time 5 http://127.0.0.1:8000/";
  private static final String ASK_INTERPRETER =
      "echo 'open(\"/run/interpreter.out\", \"w\").write(f\"{model} {total}\\n\")' > /run/interpreter.in;"
          + " timeout 5 head -n 1 < /run/interpreter.out";
  private static final String ASK_SHELL =
      "echo 'echo \"$PWD $STAGE $count\" > /run/shell.out' > /run/shell.in; timeout 5 head -n 1 < /run/shell.out";

  /** Reads the file tree first, then asks the three processes. */
  static AgentState of(SandboxOperations operations, String sandbox) throws InterruptedException {
    TreeInventory files =
        TreeInventory.of(Path.of("/proc", Long.toString(operations.initPid(sandbox)), "root", "."));
    return new AgentState(
        answer(operations, sandbox, ASK_SERVER),
        answer(operations, sandbox, ASK_INTERPRETER),
        answer(operations, sandbox, ASK_SHELL),
        files);
  }

  private static String answer(SandboxOperations operations, String sandbox, String question) {
    ExecOutput output = operations.exec(sandbox, question);
    return output.exitCode() == 0
        ? output.stdout().strip()
        : "no answer: " + output.stderr().strip();
  }

  /** Whether each of the three processes gave an answer at all. */
  boolean complete() {
    return !server.isEmpty()
        && !interpreter.isEmpty()
        && !shell.isEmpty()
        && !server.startsWith("no answer")
        && !interpreter.startsWith("no answer")
        && !shell.startsWith("no answer");
  }

  /** The three answers, for people. */
  String describe() {
    return "server \""
        + server
        + "\", interpreter \""
        + interpreter
        + "\", shell \""
        + shell
        + "\"";
  }

  /** Everything that differs, in words. */
  List<String> differencesFrom(AgentState expected) {
    List<String> differences = new ArrayList<>();
    compare("server", expected.server, server, differences);
    compare("interpreter", expected.interpreter, interpreter, differences);
    compare("shell", expected.shell, shell, differences);
    differences.addAll(files.differencesFrom(expected.files));
    return differences;
  }

  private static void compare(
      String what, String expected, String found, List<String> differences) {
    if (!expected.equals(found)) {
      differences.add(what + ": expected \"" + expected + "\"; found \"" + found + "\"");
    }
  }
}
