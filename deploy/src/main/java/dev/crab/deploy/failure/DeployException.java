package dev.crab.deploy.failure;

import org.jspecify.annotations.Nullable;

/** Something did not work; the message says what was expected and found, the remedy what to do. */
public final class DeployException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Category category;
  private final String remedy;

  /** What kind of failure it is, and the exit code that tells it. */
  public enum Category {
    /** It was tried and failed, or something was found. */
    FINDING(1),
    /** Wrong use; nothing was changed. */
    USAGE(2),
    /** The machine, or a running instance, lacks something. */
    UNAVAILABLE(3);

    private final int exitCode;

    Category(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  public DeployException(
      Category category, String message, String remedy, @Nullable Throwable cause) {
    super(message, cause);
    this.category = category;
    this.remedy = remedy;
  }

  public static DeployException finding(String message, String remedy) {
    return new DeployException(Category.FINDING, message, remedy, null);
  }

  public static DeployException usage(String message, String remedy) {
    return new DeployException(Category.USAGE, message, remedy, null);
  }

  public static DeployException unavailable(String message, String remedy) {
    return new DeployException(Category.UNAVAILABLE, message, remedy, null);
  }

  public Category category() {
    return category;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }

  /** The message, never null. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
