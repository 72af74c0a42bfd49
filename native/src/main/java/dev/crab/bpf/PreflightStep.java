package dev.crab.bpf;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing the kernel side needs, tried.
 *
 * @param name stable name of the step
 * @param errno 0 if it worked
 * @param detail for people
 */
public record PreflightStep(String name, int errno, String detail) {
  /** Whether the step worked. */
  public boolean passed() {
    return errno == 0;
  }

  static List<PreflightStep> parse(String report) {
    List<PreflightStep> steps = new ArrayList<>();
    for (String line : report.split("\n")) {
      String[] fields = line.split("\t", 3);
      if (fields.length == 3) {
        steps.add(new PreflightStep(fields[0], Integer.parseInt(fields[1]), fields[2].strip()));
      }
    }
    return steps;
  }
}
