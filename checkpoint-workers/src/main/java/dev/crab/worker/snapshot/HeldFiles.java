package dev.crab.worker.snapshot;

import dev.crab.worker.domain.FileFacts;
import dev.crab.worker.sandbox.ProcFs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/** Looks at files as the processes of a sandbox see them. */
public final class HeldFiles implements AutoCloseable, Function<String, Optional<FileFacts>> {
  private final Posix posix = new Posix();
  private final long initPid;

  public HeldFiles(long initPid) {
    this.initPid = initPid;
  }

  @Override
  public Optional<FileFacts> apply(String path) {
    try {
      return posix.find(ProcFs.inside(initPid, path)).map(HeldFiles::facts);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** Of what is no regular file, such as a working directory or a FIFO, only the name matters. */
  private static FileFacts facts(FileStatus status) {
    return status.isRegular() ? status.facts() : new FileFacts(status.mode(), 0, 0);
  }

  @Override
  public void close() {
    posix.close();
  }
}
