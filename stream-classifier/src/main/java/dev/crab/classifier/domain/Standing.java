package dev.crab.classifier.domain;

import dev.crab.schemas.avro.MarkerSource;
import org.jspecify.annotations.Nullable;

/**
 * Where a sandbox's stream stands.
 *
 * @param position last observation folded
 * @param open the turn that is open; null: none
 * @param history what is known of earlier turns
 * @param altered what the sandbox did to itself that outlasts turns
 */
public record Standing(
    Position position, @Nullable OpenTurn open, History history, Altered altered) {

  /**
   * @param epoch epoch of the observations
   * @param sequence last one folded, -1: none yet
   * @param gone the sandbox ended
   */
  public record Position(long epoch, long sequence, boolean gone) {}

  /**
   * @param number of the turn
   * @param label as its begin marker says
   * @param source who drew its begin
   * @param beginTimeNanos of the begin marker
   */
  public record OpenTurn(
      long number, @Nullable String label, MarkerSource source, long beginTimeNanos) {}

  /**
   * @param lastDecided newest turn decided, 0: none
   * @param lastEndNanos when the last turn ended, 0: none did in this epoch
   * @param calls calls counted at the last turn's end, -1: not counted
   * @param kernelLost kernel's count of losses at the last marker
   */
  public record History(long lastDecided, long lastEndNanos, long calls, long kernelLost) {}

  /**
   * @param mounts it mounted something
   * @param namespaces some of its processes may see other names than the rest
   */
  public record Altered(boolean mounts, boolean namespaces) {
    static final Altered NOT = new Altered(false, false);
  }

  static Standing fresh(long epoch, Altered altered) {
    return new Standing(new Position(epoch, -1, false), null, new History(0, 0, -1, 0), altered);
  }

  Standing at(long sequence) {
    return with(new Position(position.epoch, sequence, position.gone));
  }

  Standing gone() {
    return with(new Position(position.epoch, position.sequence, true));
  }

  Standing with(Position other) {
    return new Standing(other, open, history, altered);
  }

  Standing opened(@Nullable OpenTurn turn) {
    return new Standing(position, turn, history, altered);
  }

  Standing with(History other) {
    return new Standing(position, open, other, altered);
  }

  Standing with(Altered other) {
    return new Standing(position, open, history, other);
  }
}
