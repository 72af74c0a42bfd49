package dev.crab.bpf;

/** How far a path can be believed, most trusted first; order as in crab_abi.h. */
public enum Trust {
  /** There is no path. */
  NONE,
  /** Walked from the kernel's dentries. */
  KERNEL,
  /** Read from memory that only the caller could change. */
  USER,
  /** Evidence only. */
  UNTRUSTED;

  private static final Trust[] ALL = values();

  static Trust of(int ordinal) {
    return ordinal >= 0 && ordinal < ALL.length ? ALL[ordinal] : UNTRUSTED;
  }

  /** The less trusted of two. */
  public Trust and(Trust other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
