package dev.crab.probe.domain;

/** The probe refuses; says what was expected, what was found and what to do. */
public final class ProbeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Who has to act. */
  public enum Category {
    /** The request is malformed. */
    BAD_REQUEST,
    /** It names something unknown. */
    UNKNOWN,
    /** It does not fit the state. */
    WRONG_STATE,
    /** Something the probe needs is away. */
    UNAVAILABLE
  }

  private final Category category;
  private final String code;
  private final String remedy;

  public ProbeException(Category category, String code, String message, String remedy) {
    super(message);
    this.category = category;
    this.code = code;
    this.remedy = remedy;
  }

  public Category category() {
    return category;
  }

  /** Stable code for programs. */
  public String code() {
    return code;
  }

  public String remedy() {
    return remedy;
  }
}
