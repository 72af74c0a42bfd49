package dev.crab.deploy.doctor;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what programs and kernels call their versions. */
record Versions(List<Integer> numbers) {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

  /** The first version in a text; 0.0 if there is none. */
  static Versions in(String text) {
    Matcher matcher = NUMBERS.matcher(text);
    if (!matcher.find()) {
      return new Versions(List.of(0, 0, 0));
    }
    String patch = matcher.group(3);
    return new Versions(
        List.of(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            patch == null ? 0 : Integer.parseInt(patch)));
  }

  boolean atLeast(int major, int minor) {
    int own = numbers.get(0);
    return own > major || (own == major && numbers.get(1) >= minor);
  }
}
