package dev.crab.classifier.oracle;

import org.jspecify.annotations.Nullable;

/** A name in a folder; keeps its last place when it is removed, as the kernel's dentries do. */
final class Entry {
  final Inode inode;
  @Nullable Entry folder;
  String name;
  boolean removed;

  Entry(@Nullable Entry folder, String name, Inode inode) {
    this.folder = folder;
    this.name = name;
    this.inode = inode;
  }

  String path() {
    if (folder == null) {
      return "";
    }
    return folder.path() + "/" + name;
  }

  boolean below(Entry other) {
    for (Entry e = this; e != null; e = e.folder) {
      if (e == other) {
        return true;
      }
    }
    return false;
  }
}
