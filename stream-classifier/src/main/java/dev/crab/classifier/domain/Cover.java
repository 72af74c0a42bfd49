package dev.crab.classifier.domain;

import dev.crab.schemas.avro.Granularity;

/** Granularities as sets: FILESYSTEM and PROCESS are bits, FULL is both. */
public final class Cover {
  private Cover() {}

  /** The smallest granularity that covers both. */
  public static Granularity union(Granularity a, Granularity b) {
    return of(filesystem(a) || filesystem(b), process(a) || process(b));
  }

  /** Whether everything the second covers is covered by the first. */
  public static boolean covers(Granularity a, Granularity b) {
    return union(a, b) == a;
  }

  static Granularity of(boolean filesystem, boolean process) {
    if (filesystem) {
      return process ? Granularity.FULL : Granularity.FILESYSTEM;
    }
    return process ? Granularity.PROCESS : Granularity.NONE;
  }

  private static boolean filesystem(Granularity g) {
    return g == Granularity.FILESYSTEM || g == Granularity.FULL;
  }

  private static boolean process(Granularity g) {
    return g == Granularity.PROCESS || g == Granularity.FULL;
  }
}
