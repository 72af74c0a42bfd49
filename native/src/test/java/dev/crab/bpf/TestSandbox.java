package dev.crab.bpf;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A shell as the init of its own pid and mount namespaces; commands run one after another. */
public final class TestSandbox implements AutoCloseable {
  private final Process unshare;
  private final BufferedWriter in;
  private final BufferedReader out;
  private final Path folder;
  private int commands;

  public TestSandbox() throws IOException {
    folder = Files.createTempDirectory("crab-it-");
    unshare =
        new ProcessBuilder(
                "unshare",
                "--pid",
                "--mount",
                "--fork",
                "--kill-child=KILL",
                "--mount-proc",
                "bash",
                "--norc",
                "--noprofile")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    in = unshare.outputWriter();
    out = unshare.inputReader();
    run("true");
  }

  /** Folder the shell starts in. */
  public Path folder() {
    return folder;
  }

  /** Init as this process sees it. */
  public int initPid() {
    return (int) unshare.children().findFirst().orElseThrow().pid();
  }

  /** Inode of its pid namespace. */
  public long pidNamespace() throws IOException {
    return namespace("pid");
  }

  /** Inode of its mount namespace. */
  public long mountNamespace() throws IOException {
    return namespace("mnt");
  }

  private long namespace(String kind) throws IOException {
    String link =
        Files.readSymbolicLink(Path.of("/proc", Integer.toString(initPid()), "ns", kind))
            .toString();
    return Long.parseLong(link.replaceAll("\\D", ""));
  }

  /** Runs a command line in the shell and answers what it printed. */
  public String run(String command) throws IOException {
    String end = "end-of-command-" + commands++;
    in.write(command + "\necho " + end + "\n");
    in.flush();
    StringBuilder printed = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.equals(end)) {
        return printed.toString();
      }
      printed.append(line).append('\n');
    }
    throw new IOException("shell ended after: " + command + "\n" + printed);
  }

  @Override
  public void close() throws IOException {
    unshare.descendants().forEach(ProcessHandle::destroyForcibly);
    unshare.destroyForcibly();
    try {
      unshare.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path p : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
