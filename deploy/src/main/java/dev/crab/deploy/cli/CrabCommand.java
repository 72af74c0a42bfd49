package dev.crab.deploy.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
    name = "deploy/crab",
    description = "Savepoints for AI-agent sandboxes.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    version = "crab 0.1.0",
    subcommands = {
      DoctorCommand.class,
      DemoCommand.class,
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      SandboxCommand.class,
      TurnCommand.class,
      TurnsCommand.class,
      CheckpointsCommand.class,
      RestoreCommand.class,
      DecodeCommand.class
    })
final class CrabCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw Commands.missing(spec);
  }

  /** What groups of commands have in common: alone they are no command. */
  static final class Commands {
    private Commands() {}

    static ParameterException missing(CommandSpec spec) {
      return new ParameterException(
          spec.commandLine(),
          "expected a command: one of "
              + String.join(", ", new CommandLine(spec).getSubcommands().keySet()));
    }
  }
}
