package dev.crab.bpf;

/** Names of the error numbers one meets here. */
final class Errno {
  static final int EPERM = 1;
  static final int ENOENT = 2;

  private Errno() {}

  static String name(int errno) {
    return switch (errno) {
      case 1 -> "EPERM";
      case 2 -> "ENOENT";
      case 7 -> "E2BIG";
      case 11 -> "EAGAIN";
      case 12 -> "ENOMEM";
      case 13 -> "EACCES";
      case 14 -> "EFAULT";
      case 16 -> "EBUSY";
      case 17 -> "EEXIST";
      case 22 -> "EINVAL";
      case 28 -> "ENOSPC";
      case 36 -> "ENAMETOOLONG";
      case 38 -> "ENOSYS";
      case 62 -> "ETIME";
      case 74 -> "EBADMSG";
      default -> "errno " + errno;
    };
  }
}
