package dev.crab.probe.bpf;

import dev.crab.bpf.FileKind;
import dev.crab.bpf.KernelEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Files by name; pid 1 is the host's init, every other process lives in namespace 100. */
final class FakeFiles implements SandboxFiles {
  static final long NAMESPACE = 100;
  final Set<String> existing = new HashSet<>();
  Runnable whileLooking = () -> {};

  @Override
  public boolean alive(int initPid, long pidNamespace) {
    return true;
  }

  @Override
  public long namespace(int pid, String kind) {
    return pid == 1 ? 1 : pid == 404 ? 0 : NAMESPACE;
  }

  @Override
  public List<String> existing(int initPid, List<String> paths) {
    whileLooking.run();
    return paths.stream().filter(existing::contains).toList();
  }

  @Override
  public boolean sharesWritableMapping(int pid) {
    return false;
  }

  @Override
  public FileKind kindOf(int initPid, KernelEvent event) {
    return event.fileKind();
  }

  @Override
  public void mountsChanged(int initPid) {}
}
