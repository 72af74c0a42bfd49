package dev.crab.classifier.domain;

import dev.crab.schemas.avro.Operation;
import org.jspecify.annotations.Nullable;

/** What one event does to state that a checkpoint could have to hold. */
sealed interface Effect {
  /** Nothing that outlives the call. */
  enum Nothing implements Effect {
    NOTHING
  }

  /** A name came to be, and an inode with it. */
  record Birth(FileRef file, Content content) implements Effect {}

  /** An inode came to be that has no name. */
  record Unnamed(FileRef file) implements Effect {}

  /** A further name of an inode. */
  record Linked(FileRef file, @Nullable String target) implements Effect {}

  /** A name is gone. */
  record Removal(FileRef file) implements Effect {}

  /** A name moved. */
  record Move(FileRef file, @Nullable String target, Mode mode) implements Effect {
    enum Mode {
      /** What bore the target's name is gone. */
      OVERWRITE,
      /** Nothing bore the target's name. */
      FREE,
      /** Anything else, such as an exchange. */
      EXCHANGE
    }
  }

  /** An inode changed. */
  record Change(FileRef file, Kind kind, long bytes) implements Effect {
    enum Kind {
      CONTENT,
      METADATA,
      /** Mapped shared and writable: may change without a call. */
      MAPPED
    }
  }

  /** Mounts changed. */
  record Mount(FileRef file) implements Effect {}

  /** A process changed its namespaces. */
  record NamespaceCall(int pid) implements Effect {}

  /** A write below /proc. Process id as the sandbox sees it; null: not about one process. */
  record ProcWrite(@Nullable Integer sandboxPid) implements Effect {}

  /** A change of another process or of what processes share. */
  record Peer(ReasonCode reason, Operation operation, String comm) implements Effect {}

  /** A call whose effect cannot be told. */
  record Opaque(ReasonCode reason, Operation operation) implements Effect {}
}
