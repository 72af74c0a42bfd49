package dev.crab.classifier.oracle;

import java.util.TreeMap;

/** A file, folder or symlink of the oracle. */
final class Inode {
  enum Type {
    FILE,
    FOLDER,
    SYMLINK
  }

  final Type type;
  final long number;
  final TreeMap<String, Entry> children = new TreeMap<>();
  String content = "";
  int mode;
  int names;
  int descriptors;
  boolean old;

  Inode(Type type, long number) {
    this.type = type;
    this.number = number;
  }

  String state() {
    return type + " " + content + " " + mode;
  }
}
