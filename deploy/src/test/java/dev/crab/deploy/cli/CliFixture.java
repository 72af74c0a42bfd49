package dev.crab.deploy.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Runs a command line in this JVM and keeps what it says. */
final class CliFixture {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return CommandLines.create(new PrintWriter(out), new PrintWriter(err)).execute(arguments);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }

  /** Names of all commands, with spaces between the words. */
  static List<String> commands() {
    List<String> names = new ArrayList<>();
    collect(
        "",
        CommandLines.create(
            new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())),
        names);
    return names;
  }

  private static void collect(String prefix, picocli.CommandLine command, List<String> names) {
    command
        .getSubcommands()
        .forEach(
            (name, sub) -> {
              names.add(prefix + name);
              collect(prefix + name + " ", sub, names);
            });
  }
}
