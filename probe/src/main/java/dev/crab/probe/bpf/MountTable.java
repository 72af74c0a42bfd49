package dev.crab.probe.bpf;

import dev.crab.bpf.FileKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a sandbox's file systems are mounted. Needed for paths given by text: the kernel side knows
 * the directory the text starts at, not the mounts it crosses.
 */
final class MountTable {
  private static final List<String> MEMORY = List.of("tmpfs", "ramfs", "devtmpfs", "hugetlbfs");
  private static final List<String> VIRTUAL =
      List.of("proc", "sysfs", "cgroup", "cgroup2", "devpts", "debugfs", "tracefs", "securityfs");

  private final Map<String, FileKind> mounts = new TreeMap<>();
  private final boolean memory;

  private MountTable(List<String> lines) {
    for (String line : lines) {
      String[] fields = line.split(" ");
      int dash = List.of(fields).indexOf("-");
      if (fields.length > 4 && dash > 4 && dash + 1 < fields.length) {
        mounts.put(unescape(fields[4]), kind(fields[dash + 1]));
      }
    }
    memory = mounts.containsValue(FileKind.MEMORY);
  }

  /** From the lines of a mountinfo file. */
  static MountTable of(List<String> mountInfo) {
    return new MountTable(mountInfo);
  }

  private static FileKind kind(String type) {
    if (MEMORY.contains(type)) {
      return FileKind.MEMORY;
    }
    return VIRTUAL.contains(type) ? FileKind.PROC : FileKind.DISK;
  }

  /** Spaces, tabs, newlines and backslashes are written in octal. */
  private static String unescape(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  /** Whether any file system in memory is mounted. */
  boolean hasMemory() {
    return memory;
  }

  /** Kind of the file system a canonical path lies in. */
  FileKind at(String path) {
    for (String p = path; !p.isEmpty(); p = p.substring(0, Math.max(0, p.lastIndexOf('/')))) {
      FileKind kind = mounts.get(p);
      if (kind != null) {
        return kind;
      }
    }
    return mounts.getOrDefault("/", FileKind.DISK);
  }
}
