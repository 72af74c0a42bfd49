package dev.crab.bpf;

/** Offsets in struct crab_event; compared with the compiler's by a test. */
final class EventLayout {
  static final int SIZE = 96;
  static final int LENGTH = 0;
  static final int SLOT = 4;
  static final int GENERATION = 8;
  static final int TIME_NANOS = 16;
  static final int PID = 24;
  static final int TID = 28;
  static final int SYSCALL = 32;
  static final int OPERATION = 36;
  static final int FILE_KIND = 37;
  static final int PATH_TRUST = 38;
  static final int TARGET_TRUST = 39;
  static final int DEVICE = 40;
  static final int INODE = 48;
  static final int RESULT = 56;
  static final int FLAGS = 64;
  static final int SEGMENT = 72;
  static final int COMM = 80;

  static final int COMM_SIZE = 16;
  static final int SEGMENTS = 4;
  static final int SLOTS = 1024;

  /** No record is longer. */
  static final int LIMIT = SIZE + 4 * 4096 + 256;

  private EventLayout() {}
}
