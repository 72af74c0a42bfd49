package dev.crab.probe.bpf;

import dev.crab.bpf.FileKind;
import dev.crab.bpf.KernelEvent;
import java.util.List;

/** What the probe looks up in a sandbox's files and mappings from outside. */
interface SandboxFiles {
  /** Whether init is alive and its pid namespace is the one registered. */
  boolean alive(int initPid, long pidNamespace);

  /** Inode of a process's namespace, 0 if it cannot be read. */
  long namespace(int pid, String kind);

  /** Those of the paths that exist, or may exist. */
  List<String> existing(int initPid, List<String> paths);

  /** Whether a process may store into a file on disk without a call. */
  boolean sharesWritableMapping(int pid);

  /** Where the file of an event lives, with the sandbox's mounts taken into account. */
  FileKind kindOf(int initPid, KernelEvent event);

  /** The sandbox's mounts have changed. */
  void mountsChanged(int initPid);
}
