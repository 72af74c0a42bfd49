package dev.crab.worker.snapshot;

import dev.crab.worker.domain.FileFacts;

/** What statx says of a file. */
public record FileStatus(
    int mode,
    int uid,
    int gid,
    int links,
    long inode,
    long size,
    long blocks,
    long modifiedNanos,
    long changedNanos,
    long device) {
  private static final int TYPE = 0xF000;

  public boolean isFolder() {
    return (mode & TYPE) == 0x4000;
  }

  public boolean isRegular() {
    return (mode & TYPE) == 0x8000;
  }

  public boolean isLink() {
    return (mode & TYPE) == 0xA000;
  }

  public boolean isSocket() {
    return (mode & TYPE) == 0xC000;
  }

  /** A whiteout of overlayfs: a character device 0/0. */
  public boolean isWhiteout() {
    return (mode & TYPE) == 0x2000 && device == 0;
  }

  /** Bytes on disk. */
  public long bytesOnDisk() {
    return blocks * 512;
  }

  public FileFacts facts() {
    return new FileFacts(inode, size, changedNanos);
  }
}
