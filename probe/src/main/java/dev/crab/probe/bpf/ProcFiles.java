package dev.crab.probe.bpf;

import dev.crab.bpf.FileKind;
import dev.crab.bpf.KernelEvent;
import dev.crab.bpf.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks things up in /proc. */
final class ProcFiles implements SandboxFiles {
  private final Path proc;
  private final Map<Integer, MountTable> mounts = new HashMap<>();

  ProcFiles(Path proc) {
    this.proc = proc;
  }

  private Path process(int pid) {
    return proc.resolve(Integer.toString(pid));
  }

  @Override
  public boolean alive(int initPid, long pidNamespace) {
    long found = namespace(initPid, "pid");
    return found != 0 && (pidNamespace == 0 || found == pidNamespace);
  }

  @Override
  public long namespace(int pid, String kind) {
    try {
      String link = Files.readSymbolicLink(process(pid).resolve("ns").resolve(kind)).toString();
      return Long.parseLong(link.substring(link.indexOf('[') + 1, link.length() - 1));
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  @Override
  public List<String> existing(int initPid, List<String> paths) {
    Path root = process(initPid).resolve("root");
    if (!Files.isDirectory(root)) {
      return paths; // nobody is there to ask
    }
    NamesInside names = new NamesInside(root);
    return paths.stream().filter(p -> names.find(p) != NamesInside.Found.ABSENT).toList();
  }

  @Override
  public boolean sharesWritableMapping(int pid) {
    return SharedMappings.any(process(pid));
  }

  @Override
  public FileKind kindOf(int initPid, KernelEvent event) {
    String path = event.path();
    if (path == null || event.fileKind() != FileKind.DISK || event.trust() == Trust.KERNEL) {
      return event.fileKind();
    }
    MountTable table = mounts.computeIfAbsent(initPid, this::readMounts);
    if (!table.hasMemory()) {
      return FileKind.DISK;
    }
    String folder = path.substring(0, Math.max(1, path.lastIndexOf('/')));
    Path root = process(initPid).resolve("root");
    boolean plain =
        event.trust() == Trust.USER
            && (folder.equals("/")
                || new NamesInside(root).find(folder) != NamesInside.Found.UNCERTAIN)
            && !Files.isSymbolicLink(Path.of(root + folder));
    return plain ? table.at(path) : FileKind.OTHER;
  }

  private MountTable readMounts(int initPid) {
    try {
      return MountTable.of(
          Files.readAllLines(process(initPid).resolve("mountinfo"), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return MountTable.of(List.of());
    }
  }

  @Override
  public void mountsChanged(int initPid) {
    mounts.remove(initPid);
  }
}
