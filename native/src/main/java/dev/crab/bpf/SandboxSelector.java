package dev.crab.bpf;

/**
 * By what the kernel side recognises a sandbox's tasks.
 *
 * @param pidNamespace inode of the pid namespace, 0 if not by that
 * @param cgroupId cgroup v2 id, 0 if not by that
 * @param mountNamespace inode of the init's mount namespace; paths of tasks in another one are not
 *     trusted; 0: not compared
 */
public record SandboxSelector(long pidNamespace, long cgroupId, long mountNamespace) {
  public SandboxSelector {
    if (pidNamespace == 0 && cgroupId == 0) {
      throw new IllegalArgumentException(
          "selector: expected a pid namespace or a cgroup; found neither");
    }
  }
}
