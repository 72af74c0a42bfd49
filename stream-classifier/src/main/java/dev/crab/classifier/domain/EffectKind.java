package dev.crab.classifier.domain;

/** Kinds of net effects, as decisions name them. */
public enum EffectKind {
  CREATED,
  MODIFIED,
  DELETED,
  RENAMED,
  METADATA,
  MOUNTED,
  OPAQUE
}
