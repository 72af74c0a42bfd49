package dev.crab.classifier.domain;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whom a path below /proc is about. */
final class ProcPath {
  private static final Pattern SELF = Pattern.compile("/proc/(self|thread-self)/.*");
  private static final Pattern PROCESS = Pattern.compile("/proc/([0-9]{1,9})/.*");

  private ProcPath() {}

  /** The writer itself: if it outlives the turn it ran, and if not nothing is left. */
  static Effect effect(@Nullable String path) {
    if (path == null) {
      return new Effect.ProcWrite(null);
    }
    if (SELF.matcher(path).matches()) {
      return Effect.Nothing.NOTHING;
    }
    Matcher process = PROCESS.matcher(path);
    return new Effect.ProcWrite(process.matches() ? Integer.valueOf(process.group(1)) : null);
  }
}
