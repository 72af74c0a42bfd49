package dev.crab.deploy.doctor;

import java.util.List;

/** Java, and what only the build needs. */
record ToolCheck(Commands commands, Runtime.Version java) implements Check {
  private static final int JDK = 25;

  @Override
  public List<Row> rows() {
    return List.of(
        java.feature() >= JDK
            ? Row.ok("jdk", java + " at " + System.getProperty("java.home"))
            : Row.fail("jdk", java.toString(), "run: deploy/crab setup --only jdk"),
        tool("maven", "mvn"),
        tool("clang", "clang"));
  }

  private Row tool(String name, String program) {
    Commands.Result result = commands.run(program, "--version");
    return result.good()
        ? Row.ok(name, result.firstLine().replaceAll("\u001b\\[[0-9;]*m", ""))
        : Row.warn(name, "not found; only the build needs it", "run: deploy/crab setup");
  }
}
