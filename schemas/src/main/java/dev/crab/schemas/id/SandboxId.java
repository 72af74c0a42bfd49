package dev.crab.schemas.id;

import java.util.regex.Pattern;

/**
 * Names a sandbox for its whole life, restores included. The alphabet is that of a DNS label, so
 * that the name serves as hostname, folder, cgroup and topic key without escaping.
 */
public record SandboxId(String value) implements Comparable<SandboxId> {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  public SandboxId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "sandbox: expected 1 to 63 characters a-z, 0-9 or '-', beginning and ending with a letter or digit;"
              + " found \""
              + value
              + "\"");
    }
  }

  @Override
  public int compareTo(SandboxId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
