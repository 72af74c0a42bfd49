package dev.crab.deploy.cli;

import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.failure.DeployException.Category;
import dev.crab.deploy.screen.Screen;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in two lines, and turns it into an exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final String DEBUG = "CRAB_DEBUG";

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String separator =
        command.getCommand() instanceof SandboxExecCommand
            ? "Put -- before the sandbox's command. "
            : "";
    Screen.failure(
        command.getErr(), String.valueOf(e.getMessage()), separator + "See " + name + " --help");
    return Category.USAGE.exitCode();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult result) {
    if (System.getenv(DEBUG) != null) {
      e.printStackTrace(command.getErr());
    }
    return switch (e) {
      case DeployException known -> {
        Screen.failure(command.getErr(), known.message(), known.remedy());
        yield known.category().exitCode();
      }
      case IllegalArgumentException wrong -> {
        String name = command.getCommandSpec().qualifiedName();
        Screen.failure(
            command.getErr(), String.valueOf(wrong.getMessage()), "See " + name + " --help");
        yield Category.USAGE.exitCode();
      }
      case InterruptedException interrupted -> {
        Screen.failure(command.getErr(), "interrupted", "");
        yield Category.FINDING.exitCode();
      }
      default -> {
        Screen.failure(
            command.getErr(),
            "found " + e,
            "this is a defect of Crab; " + DEBUG + "=1 shows where it comes from");
        yield Category.FINDING.exitCode();
      }
    };
  }
}
