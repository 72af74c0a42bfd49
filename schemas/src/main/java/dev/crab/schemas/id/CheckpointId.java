package dev.crab.schemas.id;

/**
 * Names a checkpoint. Derived from the turn it follows and the attempt, so that a job delivered
 * twice makes the same checkpoint.
 */
public record CheckpointId(String value) {
  public CheckpointId {
    if (!value.matches("[a-z0-9][a-z0-9.-]{0,126}")) {
      throw new IllegalArgumentException(
          "checkpoint: expected 1 to 127 characters a-z, 0-9, '.' or '-'; found \"" + value + "\"");
    }
  }

  /**
   * @param attempt from 0
   */
  public static CheckpointId after(TurnId turn, int attempt) {
    return new CheckpointId(turn.sandbox() + ".t" + turn.number() + ".a" + attempt);
  }

  @Override
  public String toString() {
    return value;
  }
}
