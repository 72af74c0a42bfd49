package dev.crab.bpf;

/** Where a file lives; names and order are those of the wire contract and of crab_abi.h. */
public enum FileKind {
  NONE,
  DISK,
  MEMORY,
  PIPE,
  FIFO,
  SOCKET,
  DEVICE,
  PROC,
  OTHER;

  private static final FileKind[] ALL = values();

  static FileKind of(int ordinal) {
    return ordinal >= 0 && ordinal < ALL.length ? ALL[ordinal] : OTHER;
  }
}
