package dev.crab.classifier.domain;

import dev.crab.schemas.avro.FileKind;
import dev.crab.schemas.avro.Operation;
import dev.crab.schemas.avro.PathTrust;
import dev.crab.schemas.avro.SyscallEvent;
import org.jspecify.annotations.Nullable;

/** What one event means, looked at by itself. A failed call that was reported counts as done. */
final class EffectMapper {
  private static final long RENAME_NOREPLACE = 1;

  private EffectMapper() {}

  static Effect map(SyscallEvent event) {
    return switch (event.getOperation()) {
      case CREATE -> born(event, Content.FILE, event.getPathTrust() == PathTrust.KERNEL);
      case MKNOD -> born(event, Content.FILE, namesSafely(event));
      case MKDIR -> born(event, Content.DIRECTORY, namesSafely(event));
      case SYMLINK -> born(event, Content.SYMLINK, namesSafely(event));
      case TEMPORARY_FILE -> new Effect.Unnamed(named(event, namesSafely(event)));
      case LINK -> new Effect.Linked(named(event, namesSafely(event)), event.getTarget());
      case UNLINK, RMDIR -> new Effect.Removal(named(event, namesSafely(event)));
      case RENAME ->
          new Effect.Move(named(event, namesSafely(event)), event.getTarget(), mode(event));
      case WRITE, TRUNCATE -> written(event, Effect.Change.Kind.CONTENT);
      case SHARED_MAPPING -> written(event, Effect.Change.Kind.MAPPED);
      case MODE, OWNER, XATTR, TIMES, INODE_FLAGS -> metadata(event);
      case MOUNT -> new Effect.Mount(named(event, false));
      case NAMESPACE -> new Effect.NamespaceCall(event.getPid());
      case PEER_MEMORY, PEER_ATTRIBUTE, IPC -> peer(event, ReasonCode.PEER_CHANGED);
      case IO_URING -> opaque(event, ReasonCode.IO_URING);
      case ASYNC_IO -> opaque(event, ReasonCode.ASYNC_IO);
      case COMPAT_SYSCALL -> opaque(event, ReasonCode.COMPAT_SYSCALL);
      case UNKNOWN -> opaque(event, ReasonCode.UNKNOWN_OPERATION);
    };
  }

  private static Effect born(SyscallEvent event, Content content, boolean trusted) {
    return new Effect.Birth(named(event, trusted), content);
  }

  private static Effect written(SyscallEvent event, Effect.Change.Kind kind) {
    return switch (event.getFileKind()) {
      case PIPE, SOCKET, DEVICE -> Effect.Nothing.NOTHING;
      case FIFO -> peer(event, ReasonCode.FIFO_WRITTEN);
      case PROC -> ProcPath.effect(event.getPath());
      case DISK, MEMORY, NONE, OTHER ->
          new Effect.Change(named(event, namesSafely(event)), kind, bytes(event));
    };
  }

  private static Effect metadata(SyscallEvent event) {
    return switch (event.getFileKind()) {
      case PIPE -> Effect.Nothing.NOTHING;
      case PROC -> ProcPath.effect(event.getPath());
      case DISK, MEMORY, NONE, OTHER, FIFO, SOCKET, DEVICE ->
          new Effect.Change(named(event, namesSafely(event)), Effect.Change.Kind.METADATA, 0);
    };
  }

  private static Effect peer(SyscallEvent event, ReasonCode reason) {
    return new Effect.Peer(reason, event.getOperation(), event.getComm());
  }

  private static Effect opaque(SyscallEvent event, ReasonCode reason) {
    return new Effect.Opaque(reason, event.getOperation());
  }

  private static Effect.Move.Mode mode(SyscallEvent event) {
    if (event.getFlags() == 0) {
      return Effect.Move.Mode.OVERWRITE;
    }
    return event.getFlags() == RENAME_NOREPLACE ? Effect.Move.Mode.FREE : Effect.Move.Mode.EXCHANGE;
  }

  private static long bytes(SyscallEvent event) {
    return event.getOperation() == Operation.WRITE ? Math.max(0, event.getResult()) : 0;
  }

  private static boolean namesSafely(SyscallEvent event) {
    return event.getPathTrust() == PathTrust.KERNEL || event.getPathTrust() == PathTrust.USER;
  }

  private static FileRef named(SyscallEvent event, boolean trusted) {
    @Nullable String path = event.getPath();
    return new FileRef(
        path,
        trusted && path != null,
        place(event.getFileKind()),
        event.getDevice(),
        event.getInode());
  }

  /** For a name, FIFO, SOCKET and DEVICE say what it stands for and nothing of where it is. */
  private static Place place(FileKind kind) {
    return switch (kind) {
      case DISK -> Place.DISK;
      case MEMORY -> Place.MEMORY;
      case NONE, PIPE, FIFO, SOCKET, DEVICE -> Place.UNSAID;
      case PROC, OTHER -> Place.UNKNOWN;
    };
  }
}
