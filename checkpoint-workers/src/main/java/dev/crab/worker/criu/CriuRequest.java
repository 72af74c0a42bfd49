package dev.crab.worker.criu;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Requests to CRIU. The numbers are those of criu_req and criu_opts in CRIU's rpc.proto. */
final class CriuRequest {
  private static final int DUMP = 1;
  private static final int RESTORE = 2;
  private static final int NOTIFY = 6;
  private static final int CGROUPS_IGNORE = 0;
  private static final int NETWORK_LOCK_SKIP = 3;
  private static final int GHOST_LIMIT = 1 << 30;
  private static final int WARNINGS = 2;

  /** Descriptor as which crab-box opens the folder of the images. */
  private static final int IMAGES_FD = 900;

  /** Descriptor as which crab-box opens the folder for logs and statistics. */
  private static final int WORK_FD = 902;

  /** Descriptor of the first pipe that crab-box opened for a restore. */
  private static final int FIRST_PIPE_FD = 910;

  private CriuRequest() {}

  private interface Writer {
    void write(CodedOutputStream out) throws IOException;
  }

  /** Dump of the tree below a process, which goes on running. */
  static byte[] dump(long pid, String freezeCgroup) {
    return message(
        out -> {
          out.writeEnum(1, DUMP);
          out.writeByteArray(2, message(options -> dumpOptions(options, pid, freezeCgroup)));
        });
  }

  /** Restore below a root that is mounted already. */
  static byte[] restore(String root, Iterable<Integer> pipes) {
    return message(
        out -> {
          out.writeEnum(1, RESTORE);
          out.writeByteArray(2, message(options -> restoreOptions(options, root, pipes)));
        });
  }

  /** Answer to a notification. */
  static byte[] notified(boolean success) {
    return message(
        out -> {
          out.writeEnum(1, NOTIFY);
          out.writeBool(3, success);
        });
  }

  private static void dumpOptions(CodedOutputStream out, long pid, String freezeCgroup)
      throws IOException {
    common(out, "dump.log");
    out.writeInt32(2, (int) pid);
    out.writeBool(3, true); // leave_running
    out.writeBool(18, true); // link_remap
    out.writeUInt32(35, GHOST_LIMIT);
    out.writeString(44, freezeCgroup);
  }

  private static void restoreOptions(CodedOutputStream out, String root, Iterable<Integer> pipes)
      throws IOException {
    common(out, "restore.log");
    out.writeString(13, root);
    int fd = FIRST_PIPE_FD;
    for (int pipe : pipes) {
      int number = fd++;
      out.writeByteArray(
          27,
          message(
              inherit -> {
                inherit.writeString(1, "pipe:[" + Integer.toUnsignedString(pipe) + "]");
                inherit.writeInt32(2, number);
              }));
    }
  }

  private static void common(CodedOutputStream out, String log) throws IOException {
    out.writeInt32(1, IMAGES_FD);
    out.writeBool(5, true); // tcp_established
    out.writeBool(8, true); // file_locks
    out.writeInt32(9, WARNINGS);
    out.writeString(10, log);
    out.writeBool(12, true); // notify_scripts
    out.writeInt32(17, WORK_FD);
    out.writeEnum(34, CGROUPS_IGNORE);
    out.writeEnum(64, NETWORK_LOCK_SKIP);
  }

  private static byte[] message(Writer writer) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      writer.write(out);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
