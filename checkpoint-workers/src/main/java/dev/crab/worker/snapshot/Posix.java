package dev.crab.worker.snapshot;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The calls of the C library that java.nio lacks: statx with inode, blocks and change time,
 * extended attributes of every namespace, syncfs. Belongs to one thread.
 */
@SuppressWarnings("restricted") // calls into the C library are what this class is for
public final class Posix implements AutoCloseable {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static final MethodHandle STATX =
      function(
          "statx",
          FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT, INT, ValueLayout.ADDRESS));
  private static final MethodHandle LLISTXATTR =
      function(
          "llistxattr",
          FunctionDescriptor.of(LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS, LONG));
  private static final MethodHandle LGETXATTR =
      function(
          "lgetxattr",
          FunctionDescriptor.of(
              LONG, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.ADDRESS, LONG));
  private static final MethodHandle OPEN =
      function("open", FunctionDescriptor.of(INT, ValueLayout.ADDRESS, INT));
  private static final MethodHandle SYNCFS = function("syncfs", FunctionDescriptor.of(INT, INT));
  private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(INT, INT));

  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int ENOENT = 2;
  private static final int ENOTDIR = 20;
  private static final int EOPNOTSUPP = 95;
  private static final int ATTRIBUTE_LIMIT = 65536;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment state = arena.allocate(CAPTURE);
  private final MemorySegment name = arena.allocate(8192);
  private final MemorySegment attribute = arena.allocate(512);
  private final MemorySegment status = arena.allocate(256, 8);
  private final MemorySegment names = arena.allocate(ATTRIBUTE_LIMIT);
  private final MemorySegment value = arena.allocate(ATTRIBUTE_LIMIT);

  private static MethodHandle function(String symbol, FunctionDescriptor type) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(symbol), type, Linker.Option.captureCallState("errno"));
  }

  /** The file itself, never what a link points to; empty if there is none. */
  public Optional<FileStatus> find(Path path) throws IOException {
    int error =
        call(
            () ->
                (int)
                    STATX.invokeExact(
                        state,
                        AT_FDCWD,
                        name(path),
                        AT_SYMLINK_NOFOLLOW,
                        STATX_BASIC_STATS,
                        status));
    if (error == ENOENT || error == ENOTDIR) {
      return Optional.empty();
    }
    check(error, path);
    long device =
        ((long) status.get(INT, 128) << 32) | Integer.toUnsignedLong(status.get(INT, 132));
    return Optional.of(
        new FileStatus(
            Short.toUnsignedInt(status.get(ValueLayout.JAVA_SHORT, 28)),
            status.get(INT, 20),
            status.get(INT, 24),
            status.get(INT, 16),
            status.get(LONG, 32),
            status.get(LONG, 40),
            status.get(LONG, 48),
            time(112),
            time(96),
            device));
  }

  /** As find, but it has to be there. */
  public FileStatus status(Path path) throws IOException {
    return find(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
  }

  /** All extended attributes, by name; a character of a value is a byte. */
  public Map<String, String> attributes(Path path) throws IOException {
    Map<String, String> all = new TreeMap<>();
    long[] length = new long[1];
    int error =
        call(
            () -> {
              length[0] =
                  (long) LLISTXATTR.invokeExact(state, name(path), names, (long) ATTRIBUTE_LIMIT);
              return (int) Math.min(length[0], 0);
            });
    if (error == EOPNOTSUPP) {
      return all;
    }
    check(error, path);
    for (long at = 0; at < length[0]; ) {
      String key = names.getString(at, StandardCharsets.UTF_8);
      all.put(key, attribute(path, key));
      at += key.getBytes(StandardCharsets.UTF_8).length + 1L;
    }
    return all;
  }

  private String attribute(Path path, String key) throws IOException {
    attribute.setString(0, key);
    long[] length = new long[1];
    int error =
        call(
            () -> {
              length[0] =
                  (long)
                      LGETXATTR.invokeExact(
                          state, name(path), attribute, value, (long) ATTRIBUTE_LIMIT);
              return (int) Math.min(length[0], 0);
            });
    check(error, path);
    return new String(
        value.asSlice(0, length[0]).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
  }

  /** Writes the file system of a folder to disk. */
  public void syncFileSystem(Path folder) throws IOException {
    int[] fd = new int[1];
    check(
        call(
            () -> {
              fd[0] = (int) OPEN.invokeExact(state, name(folder), 0);
              return Math.min(fd[0], 0);
            }),
        folder);
    try {
      check(call(() -> (int) SYNCFS.invokeExact(state, fd[0])), folder);
    } finally {
      call(() -> (int) CLOSE.invokeExact(state, fd[0]));
    }
  }

  private MemorySegment name(Path path) throws IOException {
    byte[] bytes = RawPath.bytes(path);
    if (bytes.length >= name.byteSize()) {
      throw new IOException("path: expected at most 8191 bytes; found " + bytes.length);
    }
    MemorySegment.copy(bytes, 0, name, ValueLayout.JAVA_BYTE, 0, bytes.length);
    name.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
    return name;
  }

  private long time(long offset) {
    return status.get(LONG, offset) * 1_000_000_000L + status.get(INT, offset + 8);
  }

  private interface Call {
    int run() throws Throwable;
  }

  /** 0, or the error number. */
  private int call(Call call) throws IOException {
    try {
      return call.run() < 0 ? (int) ERRNO.get(state, 0L) : 0;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void check(int error, Path path) throws IOException {
    if (error == 28) {
      throw new IOException(path + ": No space left on device");
    }
    if (error != 0) {
      throw new IOException(path + ": error " + error);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
