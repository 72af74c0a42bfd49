package dev.crab.bpf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One live task (thread) of a sandbox.
 *
 * @param pid thread id as the host sees it
 * @param tgid process id as the host sees it
 * @param sandboxTgid process id inside the sandbox
 * @param awake runnable or running when sampled
 * @param startNanos start of the process, CLOCK_BOOTTIME
 * @param switches voluntary and involuntary
 */
public record TaskRecord(
    int pid,
    int tgid,
    int sandboxTgid,
    boolean awake,
    long startNanos,
    long runtimeNanos,
    long switches,
    String comm) {
  static final int PID = 0;
  static final int TGID = 4;
  static final int SANDBOX_TGID = 8;
  static final int AWAKE = 12;
  static final int START_NANOS = 16;
  static final int RUNTIME_NANOS = 24;
  static final int SWITCHES = 32;
  static final int COMM = 40;
  static final int SIZE = 56;

  static List<TaskRecord> readAll(ByteBuffer b, int bytes) {
    List<TaskRecord> tasks = new ArrayList<>(bytes / SIZE);
    for (int at = 0; at + SIZE <= bytes; at += SIZE) {
      tasks.add(
          new TaskRecord(
              b.getInt(at + PID),
              b.getInt(at + TGID),
              b.getInt(at + SANDBOX_TGID),
              b.getInt(at + AWAKE) != 0,
              b.getLong(at + START_NANOS),
              b.getLong(at + RUNTIME_NANOS),
              b.getLong(at + SWITCHES),
              EventReader.comm(b, at + COMM)));
    }
    return tasks;
  }
}
