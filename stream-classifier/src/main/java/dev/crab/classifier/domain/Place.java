package dev.crab.classifier.domain;

import dev.crab.schemas.avro.Granularity;

/** Where an effect's file lives, and so which part of a checkpoint holds it. */
public enum Place {
  /** Not said; on disk unless the sandbox mounted something itself. */
  UNSAID,
  DISK,
  MEMORY,
  /** On a file system this build does not know, or in contradictory places: covered by both. */
  UNKNOWN;

  Place and(Place other) {
    if (this == other || other == UNSAID) {
      return this;
    }
    return this == UNSAID ? other : UNKNOWN;
  }

  Granularity covered(boolean mounted) {
    return switch (this) {
      case UNSAID -> mounted ? Granularity.FULL : Granularity.FILESYSTEM;
      case DISK -> Granularity.FILESYSTEM;
      case MEMORY -> Granularity.PROCESS;
      case UNKNOWN -> Granularity.FULL;
    };
  }
}
