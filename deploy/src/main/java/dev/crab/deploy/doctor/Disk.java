package dev.crab.deploy.doctor;

import dev.crab.deploy.screen.Amount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Space on a disk.
 *
 * @param needed below this the main job cannot run
 * @param wanted below this it may soon not run
 */
record Disk(String name, Path folder, String flag, long needed, long wanted) implements Check {
  @Override
  public List<Row> rows() {
    Path there = existing(folder);
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String found = Amount.bytes(free) + " free at " + there;
      String remedy = "free some space, or choose another folder: " + flag;
      if (free < needed) {
        return List.of(Row.fail(name, found + ", " + Amount.bytes(needed) + " needed", remedy));
      }
      return List.of(free < wanted ? Row.warn(name, found, remedy) : Row.ok(name, found));
    } catch (IOException e) {
      return List.of(Row.fail(name, e.toString(), "choose another folder: " + flag));
    }
  }

  /** The folder, or the nearest one above it that is there. */
  static Path existing(Path folder) {
    Path there = folder.toAbsolutePath();
    while (Files.notExists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }
}
