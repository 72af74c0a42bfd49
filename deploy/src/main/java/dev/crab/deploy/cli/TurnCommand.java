package dev.crab.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Turns, marked by hand. */
@Command(
    name = "turn",
    description = "Marks the beginning and the end of a turn.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {TurnBeginCommand.class, TurnEndCommand.class})
final class TurnCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin
  @SuppressWarnings("unused")
  private HelpOption help = new HelpOption();

  @Override
  public void run() {
    throw CrabCommand.Commands.missing(spec);
  }
}
