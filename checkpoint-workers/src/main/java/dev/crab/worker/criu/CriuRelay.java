package dev.crab.worker.criu;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One CRIU, started and waiting for its one request; crab-box carries the messages. */
final class CriuRelay implements AutoCloseable {
  /** Told of CRIU's stages; an exception makes CRIU give up. */
  interface Stages {
    void at(String stage, int pid) throws IOException;
  }

  /** CRIU's last word. */
  record Answer(boolean success, int pid, String message) {}

  private final Process process;
  private final DataInputStream in;
  private final DataOutputStream out;

  CriuRelay(Process process) {
    this.process = process;
    this.in = new DataInputStream(process.getInputStream());
    this.out = new DataOutputStream(process.getOutputStream());
  }

  boolean isReady() {
    return process.isAlive();
  }

  /**
   * Sends the request and serves its notifications until the answer comes.
   *
   * @param work folder for logs and statistics, so that images stay as they are when restored
   */
  Answer call(byte[] request, Path images, Path work, Stages stages) throws IOException {
    frame('W', work.toString().getBytes(StandardCharsets.UTF_8));
    frame('D', images.toString().getBytes(StandardCharsets.UTF_8));
    frame('M', request);
    RuntimeException refusal = null;
    while (true) {
      Fields message = Fields.parse(receive());
      Fields notification = message.message(5).orElse(null);
      if (notification == null) {
        if (refusal != null) {
          throw refusal;
        }
        return answer(message);
      }
      RuntimeException thrown = notify(stages, notification);
      refusal = refusal == null ? thrown : refusal;
      frame('M', CriuRequest.notified(refusal == null));
    }
  }

  private static @Nullable RuntimeException notify(Stages stages, Fields notification) {
    try {
      stages.at(notification.text(1), (int) notification.number(2, 0));
      return null;
    } catch (IOException e) {
      return new UncheckedIOException(e);
    } catch (RuntimeException e) {
      return e;
    }
  }

  private static Answer answer(Fields message) throws IOException {
    Fields restored = message.message(4).orElse(new Fields());
    return new Answer(message.number(2, 0) != 0, (int) restored.number(1, 0), message.text(9));
  }

  private byte[] receive() throws IOException {
    try {
      in.readByte();
      return in.readNBytes(in.readInt());
    } catch (EOFException e) {
      String why = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      throw new IOException("criu: expected an answer; found its end " + why.strip(), e);
    }
  }

  private void frame(char type, byte[] payload) throws IOException {
    out.writeByte(type);
    out.writeInt(payload.length);
    out.write(payload);
    out.flush();
  }

  /** Ends CRIU if it still waits; one at work finishes. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException ended) {
      // It is gone already.
    }
  }
}
