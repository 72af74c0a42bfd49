package dev.crab.worker.lab;

import dev.crab.schemas.id.SandboxId;
import dev.crab.worker.app.Worker;
import dev.crab.worker.app.WorkerSettings;
import dev.crab.worker.sandbox.ExecRequest;
import dev.crab.worker.sandbox.ExecResult;
import dev.crab.worker.sandbox.Sandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A worker without Kafka and HTTP, on a data folder of its own, beside a fake probe. */
public final class Lab implements AutoCloseable {
  public static final SandboxId S = new SandboxId("s1");

  public final FakeProbe probe;
  public final Path data;
  public final Worker worker;

  public Lab() throws IOException {
    this(Files.createTempDirectory("crab-lab"));
  }

  public Lab(Path data) throws IOException {
    this.data = data;
    probe = new FakeProbe();
    worker = Worker.open(settings(data, probe.endpoint()));
  }

  /** Settings of a worker that nobody else shares anything with. */
  public static WorkerSettings settings(Path data, String probe) {
    return new WorkerSettings(
        "lab", "", "", data, Requirements.cache(), data.getFileName().toString(), 0, probe);
  }

  public Sandboxes sandboxes() {
    return worker.sandboxes();
  }

  public ExecResult sh(String script) {
    return sandboxes().exec(S, ExecRequest.of("sh", "-c", script));
  }

  /** Output of a script that has to succeed. */
  public String ok(String script) {
    ExecResult result = sh(script);
    if (result.exitCode() != 0) {
      throw new AssertionError(script + ": exit " + result.exitCode() + " " + result.stderr());
    }
    return result.stdout().strip();
  }

  @Override
  public void close() throws IOException {
    worker.close();
    probe.close();
    dev.crab.worker.sandbox.Trees.delete(data);
  }
}
