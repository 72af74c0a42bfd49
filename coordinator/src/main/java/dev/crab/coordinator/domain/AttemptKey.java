package dev.crab.coordinator.domain;

import dev.crab.schemas.id.CheckpointId;
import dev.crab.schemas.id.JobId;
import dev.crab.schemas.id.SandboxId;
import dev.crab.schemas.id.TurnId;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a checkpoint and its job within a sandbox.
 *
 * @param turn newest turn covered
 * @param attempt from 0
 */
public record AttemptKey(long turn, int attempt) implements Comparable<AttemptKey> {
  private static final Pattern SHAPE =
      Pattern.compile("(?:checkpoint/)?([a-z0-9-]{1,63})\\.t(\\d{1,18})\\.a(\\d{1,9})");
  private static final Comparator<AttemptKey> ORDER =
      Comparator.comparingLong(AttemptKey::turn).thenComparingInt(AttemptKey::attempt);

  static final AttemptKey GREATEST = lastOf(Long.MAX_VALUE);

  /** The key in a checkpoint's or a checkpoint job's id; empty if the id is not of this sandbox. */
  public static Optional<AttemptKey> parse(SandboxId sandbox, String id) {
    Matcher matcher = SHAPE.matcher(id);
    if (!matcher.matches() || !matcher.group(1).equals(sandbox.value())) {
      return Optional.empty();
    }
    return Optional.of(
        new AttemptKey(Long.parseLong(matcher.group(2)), Integer.parseInt(matcher.group(3))));
  }

  static AttemptKey firstOf(long turn) {
    return new AttemptKey(turn, 0);
  }

  static AttemptKey lastOf(long turn) {
    return new AttemptKey(turn, Integer.MAX_VALUE);
  }

  public CheckpointId checkpointId(SandboxId sandbox) {
    return CheckpointId.after(new TurnId(sandbox, turn), attempt);
  }

  JobId jobId(SandboxId sandbox) {
    return JobId.checkpoint(checkpointId(sandbox));
  }

  @Override
  public int compareTo(AttemptKey other) {
    return ORDER.compare(this, other);
  }
}
