package dev.crab.deploy.cli;

import picocli.CommandLine.Option;

/** The flag that shows a command's help; picocli sets it and acts on it. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text.")
  @SuppressWarnings("unused")
  private boolean help;
}
