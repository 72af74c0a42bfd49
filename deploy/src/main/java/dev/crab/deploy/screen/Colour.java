package dev.crab.deploy.screen;

/** Colours of a terminal, for words that say how something is. */
enum Colour {
  GREEN("\u001b[32m"),
  YELLOW("\u001b[33m"),
  RED("\u001b[31m"),
  DIM("\u001b[2m"),
  BOLD("\u001b[1m"),
  NONE("");

  private static final String OFF = "\u001b[0m";

  private final String on;

  Colour(String on) {
    this.on = on;
  }

  String around(String text) {
    return this == NONE || text.isEmpty() ? text : on + text + OFF;
  }

  /** The colour of a word, wherever it stands. */
  static Colour of(String word) {
    return switch (word) {
      case "ok", "running", "durable", "captured", "up", "UP", "true", "verified" -> GREEN;
      case "warn", "pending", "STALE", "DRAINING", "dead" -> YELLOW;
      case "fail", "unprotected", "down", "DOWN", "false" -> RED;
      case "unchanged", "removed", "-" -> DIM;
      default -> NONE;
    };
  }
}
