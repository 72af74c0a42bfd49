package dev.crab.classifier.domain;

import org.jspecify.annotations.Nullable;

/**
 * The file an event is about.
 *
 * @param path as the event says; null if it says none
 * @param trusted whether the path may be a reason to cancel
 * @param place where it lives
 * @param device number of its device, 0 if unknown
 * @param inode its inode, 0 if unknown
 */
record FileRef(@Nullable String path, boolean trusted, Place place, long device, long inode) {
  boolean hasInode() {
    return inode != 0;
  }

  InodeKey inodeKey() {
    return new InodeKey(device, inode);
  }

  FileRef at(String otherPath) {
    return new FileRef(otherPath, trusted, place, device, inode);
  }
}
