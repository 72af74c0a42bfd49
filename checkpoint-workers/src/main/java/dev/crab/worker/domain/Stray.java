package dev.crab.worker.domain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds a process of a sandbox that is not below its init: a command that is still running. */
public final class Stray {
  private Stray() {}

  /** A process, its parent and its name. */
  public record Task(long pid, long parent, String comm) {}

  /** The topmost process outside init's tree, or empty if all are inside. */
  public static Optional<Task> find(long init, List<Task> members) {
    Map<Long, Task> byPid = index(members);
    return members.stream()
        .map(member -> top(init, member, byPid))
        .filter(top -> top.pid() != init)
        .findFirst();
  }

  /** Those in init's tree, init included. */
  public static List<Task> below(long init, List<Task> members) {
    Map<Long, Task> byPid = index(members);
    return members.stream().filter(member -> top(init, member, byPid).pid() == init).toList();
  }

  private static Map<Long, Task> index(List<Task> members) {
    Map<Long, Task> byPid = new HashMap<>();
    members.forEach(p -> byPid.put(p.pid(), p));
    return byPid;
  }

  private static Task top(long init, Task member, Map<Long, Task> byPid) {
    Task top = member;
    Set<Long> seen = new HashSet<>();
    while (top.pid() != init && byPid.containsKey(top.parent()) && seen.add(top.pid())) {
      top = byPid.getOrDefault(top.parent(), top);
    }
    return top;
  }
}
