package dev.crab.deploy.doctor;

/** Runs programs of the machine. */
@FunctionalInterface
interface Commands {
  /** What a program said and how it ended; 127 if it could not be started. */
  record Result(int exitCode, String output) {
    boolean good() {
      return exitCode == 0;
    }

    /** The last line that says something. */
    String lastLine() {
      return output.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b).strip();
    }

    String firstLine() {
      return output.lines().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
    }
  }

  /** Waits for the end, within a bound. */
  Result run(String... command);
}
