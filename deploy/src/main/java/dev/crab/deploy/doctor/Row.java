package dev.crab.deploy.doctor;

import java.util.Locale;

/**
 * One fact.
 *
 * @param name stable name
 * @param status how it is
 * @param essential whether the main job cannot run if it fails
 * @param found what was found
 * @param remedy what to do; empty if all is well
 */
public record Row(String name, Status status, boolean essential, String found, String remedy) {

  /** How a fact is. */
  public enum Status {
    OK,
    WARN,
    FAIL;

    /** As written. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Row ok(String name, String found) {
    return new Row(name, Status.OK, false, found, "");
  }

  /** Something less than it should be; the main job runs all the same. */
  static Row warn(String name, String found, String remedy) {
    return new Row(name, Status.WARN, false, found, remedy);
  }

  /** Something without which the main job cannot run. */
  static Row fail(String name, String found, String remedy) {
    return new Row(name, Status.FAIL, true, found, remedy);
  }

  /** Whether the main job cannot run because of this. */
  public boolean blocks() {
    return essential && status == Status.FAIL;
  }
}
