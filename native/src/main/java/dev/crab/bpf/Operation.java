package dev.crab.bpf;

/** What a call does to state; names and order are those of the wire contract and of crab_abi.h. */
public enum Operation {
  UNKNOWN,
  CREATE,
  TEMPORARY_FILE,
  TRUNCATE,
  WRITE,
  UNLINK,
  RMDIR,
  RENAME,
  LINK,
  SYMLINK,
  MKDIR,
  MKNOD,
  MODE,
  OWNER,
  XATTR,
  TIMES,
  INODE_FLAGS,
  SHARED_MAPPING,
  MOUNT,
  NAMESPACE,
  IO_URING,
  ASYNC_IO,
  COMPAT_SYSCALL,
  PEER_MEMORY,
  PEER_ATTRIBUTE,
  IPC;

  private static final Operation[] ALL = values();

  static Operation of(int ordinal) {
    return ordinal >= 0 && ordinal < ALL.length ? ALL[ordinal] : UNKNOWN;
  }
}
