package dev.crab.probe.domain;

import dev.crab.schemas.avro.SyscallEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names that came up in a turn, and which of them were removed again, by the events. What came and
 * went is looked for at the turn's end: a name that is there nevertheless must not be cancelled.
 */
public final class NameLedger {
  private final int limit;
  private final long characterLimit;
  private final TreeMap<String, Boolean> gone = new TreeMap<>();
  private long characters;
  private boolean overflowed;

  /**
   * @param limit names kept
   * @param characterLimit characters kept in all names together
   */
  public NameLedger(int limit, long characterLimit) {
    this.limit = limit;
    this.characterLimit = characterLimit;
  }

  /** Whether an event makes or removes a name. */
  public static boolean concernsNames(SyscallEvent event) {
    return switch (event.getOperation()) {
      case CREATE, MKDIR, MKNOD, SYMLINK, LINK, RENAME, UNLINK, RMDIR -> true;
      case UNKNOWN,
          TEMPORARY_FILE,
          TRUNCATE,
          WRITE,
          MODE,
          OWNER,
          XATTR,
          TIMES,
          INODE_FLAGS,
          SHARED_MAPPING,
          MOUNT,
          NAMESPACE,
          IO_URING,
          ASYNC_IO,
          COMPAT_SYSCALL,
          PEER_MEMORY,
          PEER_ATTRIBUTE,
          IPC ->
          false;
    };
  }

  /** Takes an event into account, in the order of the events. */
  public void note(SyscallEvent event) {
    if (!concernsNames(event)) {
      return;
    }
    switch (event.getOperation()) {
      case LINK -> appeared(event.getTarget());
      case RENAME -> moved(event.getPath(), event.getTarget());
      case UNLINK, RMDIR -> removed(event.getPath());
      default -> appeared(event.getPath());
    }
  }

  private void appeared(@Nullable String path) {
    if (path == null) {
      return;
    }
    if (gone.containsKey(path)) {
      gone.put(path, false);
    } else if (gone.size() >= limit || characters + path.length() > characterLimit) {
      overflowed = true;
    } else {
      characters += path.length();
      gone.put(path, false);
    }
  }

  private void removed(@Nullable String path) {
    if (path != null) {
      gone.computeIfPresent(path, (p, was) -> true);
    }
  }

  private void moved(@Nullable String from, @Nullable String to) {
    if (from != null && to != null) {
      List<String> below = new ArrayList<>();
      for (Map.Entry<String, Boolean> e : gone.subMap(from + "/", from + "0").entrySet()) {
        if (!e.getValue()) {
          below.add(e.getKey());
        }
      }
      for (String path : below) {
        removed(path);
        appeared(to + path.substring(from.length()));
      }
    }
    removed(from);
    appeared(to);
  }

  /** Names that came and went; empty if not all names could be kept. */
  public Optional<List<String>> transients() {
    if (overflowed) {
      return Optional.empty();
    }
    return Optional.of(
        gone.entrySet().stream().filter(Map.Entry::getValue).map(Map.Entry::getKey).toList());
  }

  /** Begins a turn anew. */
  public void clear() {
    gone.clear();
    characters = 0;
    overflowed = false;
  }

  /** What happened cannot be told any more, until the next turn. */
  public void giveUp() {
    overflowed = true;
  }
}
