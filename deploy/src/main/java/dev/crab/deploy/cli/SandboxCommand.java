package dev.crab.deploy.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Sandboxes. */
@Command(
    name = "sandbox",
    description = "Sandboxes: start one, run commands in it, list, kill and remove them.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      SandboxRunCommand.class,
      SandboxExecCommand.class,
      SandboxListCommand.class,
      SandboxKillCommand.class,
      SandboxRemoveCommand.class
    })
final class SandboxCommand implements Runnable {
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
