package dev.crab.bpf;

/** The kernel side refused; the message says what was asked, what came back and what to do. */
public final class BpfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BpfException(String message) {
    super(message);
  }
}
