package dev.crab.schemas.id;

import java.util.regex.Pattern;

/** Names a host that runs sandboxes; usually its hostname. */
public record HostId(String value) {
  private static final Pattern SHAPE =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");

  public HostId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "host: expected a host name of 1 to 253 letters, digits, '.' or '-'; found \""
              + value
              + "\"");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
