package dev.crab.worker.domain;

import dev.crab.schemas.avro.Granularity;
import java.util.Optional;

/**
 * What a checkpoint has to capture anew; the rest is taken from its parent.
 *
 * @param dump a process image
 * @param copy a filesystem snapshot
 * @param why reasons for more than was asked, empty if it is what was asked
 */
public record CapturePlan(boolean dump, boolean copy, String why) {

  /**
   * What is known when the capture is planned.
   *
   * @param hasParent whether the parent is the newest checkpoint of this very incarnation
   * @param onlyInit no process besides init lives
   * @param parentHasImage the parent has a process image
   * @param misfit first reason why the parent's image does not fit any more
   * @param upperUnchanged no file changed since the parent's snapshot
   */
  public record Facts(
      boolean hasParent,
      boolean onlyInit,
      boolean parentHasImage,
      Optional<String> misfit,
      boolean upperUnchanged) {}

  /** In doubt more, never less. */
  public static CapturePlan of(Granularity asked, Facts facts) {
    if (!facts.hasParent()) {
      return new CapturePlan(!facts.onlyInit(), true, "no parent to build on");
    }
    boolean copy = covers(asked, Granularity.FILESYSTEM) || !facts.upperUnchanged();
    String why = copy && !covers(asked, Granularity.FILESYSTEM) ? "files changed" : "";
    if (facts.onlyInit()) {
      return new CapturePlan(false, copy, why);
    }
    if (covers(asked, Granularity.PROCESS)) {
      return new CapturePlan(true, copy, why);
    }
    if (!facts.parentHasImage()) {
      return new CapturePlan(true, copy, "processes live of which the parent has no image");
    }
    return facts
        .misfit()
        .map(found -> new CapturePlan(true, copy, "the parent's image does not fit: " + found))
        .orElse(new CapturePlan(false, copy, why));
  }

  /** What the checkpoint covers: what was asked, and what was captured beyond it. */
  public Granularity covered(Granularity asked) {
    boolean files = copy || covers(asked, Granularity.FILESYSTEM);
    boolean processes = dump || covers(asked, Granularity.PROCESS);
    if (files) {
      return processes ? Granularity.FULL : Granularity.FILESYSTEM;
    }
    return processes ? Granularity.PROCESS : Granularity.NONE;
  }

  private static boolean covers(Granularity whole, Granularity part) {
    return whole == Granularity.FULL || whole == part;
  }
}
