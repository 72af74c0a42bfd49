package dev.crab.schemas.id;

/**
 * A turn of a sandbox. Numbers begin at 1 and grow over the sandbox's whole life, restores
 * included.
 */
public record TurnId(SandboxId sandbox, long number) {
  public TurnId {
    if (number < 1) {
      throw new IllegalArgumentException("turn: expected a number from 1; found " + number);
    }
  }

  @Override
  public String toString() {
    return sandbox + "/" + number;
  }
}
