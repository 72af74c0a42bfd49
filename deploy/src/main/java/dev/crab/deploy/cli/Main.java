package dev.crab.deploy.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Where the launcher enters. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int exitCode = CommandLines.create(out, err).execute(arguments);
    out.flush();
    err.flush();
    System.exit(exitCode);
  }
}
