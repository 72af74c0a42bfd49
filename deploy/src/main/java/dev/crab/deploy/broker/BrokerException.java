package dev.crab.deploy.broker;

/** The broker could not start; the message says what was expected and what was found. */
public final class BrokerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokerException(String message, Throwable cause) {
    super("broker: " + message, cause);
  }
}
