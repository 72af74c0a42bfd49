package dev.crab.worker.sandbox;

import dev.crab.worker.domain.FaultCategory;
import dev.crab.worker.domain.WorkerFault;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/** One command in one sandbox: frames of crab-box exec in, the result out. */
final class ExecSession {
  private final Sandbox sandbox;
  private final ExecRequest request;
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private volatile boolean timedOut;

  ExecSession(Sandbox sandbox, ExecRequest request) {
    this.sandbox = sandbox;
    this.request = request;
  }

  /**
   * Runs it to its end.
   *
   * @param entrance held while the command enters, so that none enters between a freeze and a thaw
   */
  ExecResult run(Box box, Lock entrance) throws IOException {
    Process process;
    DataInputStream frames;
    long pid;
    entrance.lock();
    try {
      process = start(box);
      frames = new DataInputStream(process.getInputStream());
      pid = readPid(process, frames);
    } finally {
      entrance.unlock();
    }
    Thread.startVirtualThread(() -> feed(process));
    Thread watch = Thread.startVirtualThread(() -> killAfter(request.timeout(), pid));
    try {
      return collect(process, frames);
    } finally {
      watch.interrupt();
      closeQuietly(process.getOutputStream());
      frames.close();
    }
  }

  private Process start(Box box) throws IOException {
    List<String> arguments = new ArrayList<>();
    SandboxState state = sandbox.state();
    arguments.add("init=" + state.init().pid());
    arguments.add("start=" + state.init().startTicks());
    arguments.add("cgroup=" + sandbox.cgroup().folder());
    arguments.add("cwd=" + request.cwd());
    arguments.add("stdin=" + (request.stdin() == null ? "null" : "pipe"));
    request.fullEnvironment().forEach((k, v) -> arguments.add("env=" + k + "=" + v));
    arguments.add("--");
    arguments.addAll(request.command());
    try {
      return box.command("exec", arguments).start();
    } catch (IOException e) {
      throw new WorkerFault(
          FaultCategory.BAD_INPUT,
          "command: expected one that fits the kernel's limit; found " + e.getMessage(),
          "pass long input by stdin",
          e);
    }
  }

  private long readPid(Process process, DataInputStream frames) throws IOException {
    try {
      frames.readByte();
      frames.readInt();
      return frames.readInt();
    } catch (EOFException e) {
      String why = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      throw new WorkerFault(
          FaultCategory.WRONG_STATE,
          "sandbox " + sandbox.id() + ": expected to be entered; found " + why.strip(),
          "restore the sandbox if it is dead",
          e);
    }
  }

  private ExecResult collect(Process process, DataInputStream frames) throws IOException {
    while (true) {
      byte type;
      byte[] payload;
      try {
        type = frames.readByte();
        payload = frames.readNBytes(frames.readInt());
      } catch (EOFException e) {
        String why = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        throw new WorkerFault(
            FaultCategory.INTERNAL,
            "exec: expected a result; found " + why.strip(),
            "try again",
            e);
      }
      switch (type) {
        case 'O' -> stdout.writeBytes(payload);
        case 'E' -> stderr.writeBytes(payload);
        case 'X' -> {
          return result(ByteBuffer.wrap(payload));
        }
        default -> throw new IOException("exec: expected frame O, E or X; found " + (char) type);
      }
    }
  }

  private ExecResult result(ByteBuffer exit) {
    int code = exit.getInt();
    long micros = exit.getLong();
    return new ExecResult(
        code,
        stdout.toString(StandardCharsets.UTF_8),
        stderr.toString(StandardCharsets.UTF_8),
        exit.get() != 0,
        micros,
        timedOut);
  }

  private void feed(Process process) {
    try (OutputStream stdin = process.getOutputStream()) {
      if (request.stdin() != null) {
        stdin.write(request.stdin().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException closed) {
      // The command ended, or closed its stdin, before it had read all: that is its right.
    }
  }

  private void killAfter(Duration limit, long pid) {
    try {
      TimeUnit.NANOSECONDS.sleep(limit.toNanos());
      timedOut = true;
      for (int round = 0; round < 3; round++) {
        killSession(pid);
        Thread.sleep(20);
      }
    } catch (InterruptedException finished) {
      Thread.currentThread().interrupt();
    }
  }

  private void killSession(long session) {
    for (LiveProcess member : sandbox.cgroup().members()) {
      if (member.session() == session) {
        ProcessHandle.of(member.key().pid()).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  private static void closeQuietly(OutputStream stream) {
    try {
      stream.close();
    } catch (IOException ignored) {
      // Unwritten input of a command that has ended.
    }
  }
}
