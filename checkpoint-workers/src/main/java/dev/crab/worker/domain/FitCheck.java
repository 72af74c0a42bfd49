package dev.crab.worker.domain;

import dev.crab.schemas.avro.HeldFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whether a process image still fits the files that its processes hold open or mapped. */
public final class FitCheck {
  /** Change time of a file that may have changed during or after the dump: it fits nothing. */
  public static final long UNSETTLED = -1;

  private FitCheck() {}

  /**
   * The first file that is not what it was, or empty if the image fits.
   *
   * @param then files as they were at the dump
   * @param now what is found at a path
   */
  public static Optional<String> misfit(
      List<HeldFile> then, Function<String, Optional<FileFacts>> now) {
    return then.stream()
        .filter(file -> !same(file, now.apply(file.getPath())))
        .map(HeldFile::getPath)
        .findFirst();
  }

  private static boolean same(HeldFile then, Optional<FileFacts> now) {
    return then.getChangeTimeNanos() != UNSETTLED
        && now.filter(
                found ->
                    found.inode() == then.getInode()
                        && found.size() == then.getSize()
                        && found.changeTimeNanos() == then.getChangeTimeNanos())
            .isPresent();
  }

  /**
   * What to remember of a file that was looked at after the thaw: it counts as seen at the dump if
   * its last change is older than the freeze.
   */
  public static HeldFile settled(
      String path, boolean mapped, Optional<FileFacts> found, long freezeTimeNanos) {
    FileFacts facts = found.orElse(new FileFacts(0, 0, UNSETTLED));
    long changed =
        Settled.before(facts.changeTimeNanos(), freezeTimeNanos)
            ? facts.changeTimeNanos()
            : UNSETTLED;
    return new HeldFile(path, facts.inode(), facts.size(), mapped, changed);
  }
}
