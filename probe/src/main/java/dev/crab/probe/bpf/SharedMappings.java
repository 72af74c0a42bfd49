package dev.crab.probe.bpf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;

/**
 * Finds shared mappings through which a process may store. A mapping without write permission
 * counts if its file was opened for writing, as it can be made writable at any time; the link's
 * mode in map_files tells.
 */
final class SharedMappings {
  private static final List<String> IN_MEMORY =
      List.of("/memfd:", "/dev/zero", "/SYSV", "/dev/shm/");

  private SharedMappings() {}

  /** True, too, if the mappings cannot be read though the process lives. */
  static boolean any(Path process) {
    try {
      String maps = Files.readString(process.resolve("maps"), StandardCharsets.ISO_8859_1);
      return maps.lines().anyMatch(line -> stores(process, line));
    } catch (IOException e) {
      return Files.isDirectory(process) && Files.isReadable(process.resolve("stat"));
    }
  }

  /** A line is: range, permissions, offset, device, inode, path. */
  private static boolean stores(Path process, String line) {
    String[] fields = line.split("\\s+", 6);
    if (fields.length < 6 || fields[1].length() < 4 || fields[1].charAt(3) != 's') {
      return false;
    }
    if (fields[4].equals("0") || IN_MEMORY.stream().anyMatch(fields[5]::startsWith)) {
      return false;
    }
    return fields[1].charAt(1) == 'w' || openedForWriting(process.resolve("map_files"), fields[0]);
  }

  private static boolean openedForWriting(Path folder, String range) {
    try {
      return Files.getPosixFilePermissions(folder.resolve(range), LinkOption.NOFOLLOW_LINKS)
          .contains(PosixFilePermission.OWNER_WRITE);
    } catch (IOException e) {
      return true;
    }
  }
}
