package dev.crab.deploy.registry.domain;

/** Refusals, with the codes Confluent's clients know. */
public enum ErrorCode {
  SUBJECT_NOT_FOUND(40401),
  VERSION_NOT_FOUND(40402),
  SCHEMA_NOT_FOUND(40403),
  VERSION_ALREADY_HIDDEN(40406),
  VERSION_NOT_HIDDEN(40407),
  SUBJECT_LEVEL_NOT_SET(40408),
  INCOMPATIBLE_SCHEMA(409),
  INVALID_SCHEMA(42201),
  INVALID_VERSION(42202),
  INVALID_LEVEL(42203),
  STORE_FAILED(50001);

  private final int code;

  ErrorCode(int code) {
    this.code = code;
  }

  /** Confluent's error_code. */
  public int code() {
    return code;
  }

  /** HTTP status that goes with it. */
  public int httpStatus() {
    return code < 1000 ? code : code / 100;
  }
}
