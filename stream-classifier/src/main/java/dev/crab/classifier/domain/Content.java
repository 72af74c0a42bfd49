package dev.crab.classifier.domain;

/** What a name stands for. */
public enum Content {
  /** The name was not given anew in this turn. */
  UNTOUCHED,
  FILE,
  DIRECTORY,
  SYMLINK,
  /** Given anew to something not known; could be a symlink. */
  UNKNOWN
}
