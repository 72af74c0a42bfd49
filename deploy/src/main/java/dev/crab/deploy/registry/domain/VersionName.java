package dev.crab.deploy.registry.domain;

import java.util.Optional;
import java.util.OptionalInt;

/** How a request names a version: a number, or the latest. */
public record VersionName(OptionalInt number) {
  /** The newest version that is not hidden. */
  public static final VersionName LATEST = new VersionName(OptionalInt.empty());

  /** Reads "latest", "-1" or a number from 1; empty if it is none of these. */
  public static Optional<VersionName> parse(String text) {
    if (text.equals("latest") || text.equals("-1")) {
      return Optional.of(LATEST);
    }
    try {
      int number = Integer.parseInt(text);
      return number < 1 ? Optional.empty() : Optional.of(new VersionName(OptionalInt.of(number)));
    } catch (NumberFormatException notANumber) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : "latest";
  }
}
