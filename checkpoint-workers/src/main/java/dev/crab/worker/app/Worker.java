package dev.crab.worker.app;

import dev.crab.schemas.id.SandboxId;
import dev.crab.worker.probe.ProbeClient;
import dev.crab.worker.sandbox.Box;
import dev.crab.worker.sandbox.InstanceCgroup;
import dev.crab.worker.sandbox.Sandbox;
import dev.crab.worker.sandbox.SandboxFactory;
import dev.crab.worker.sandbox.SandboxHost;
import dev.crab.worker.sandbox.Sandboxes;
import java.io.IOException;
import java.time.InstantSource;

/** The worker without its connections: sandboxes, images, and the runners of jobs. */
public final class Worker implements AutoCloseable {
  private final SandboxHost host;
  private final Sandboxes sandboxes;

  private Worker(SandboxHost host, Sandboxes sandboxes) {
    this.host = host;
    this.sandboxes = sandboxes;
  }

  /** Wires everything and takes over what an earlier worker left. */
  public static Worker open(WorkerSettings settings) throws IOException {
    InstantSource clock = InstantSource.system();
    SandboxHost host =
        new SandboxHost(
            settings.workerDir().resolve("sandboxes"),
            settings.imagesDir().resolve("layers"),
            settings.cacheDir().resolve("rootfs"),
            InstanceCgroup.folder(settings.instance()));
    Box box = Box.unpack(settings.workerDir().resolve("bin"));
    SandboxFactory factory = new SandboxFactory(host, box, clock);
    ProbeClient probe = new ProbeClient(settings.probeEndpoint());
    Sandboxes sandboxes = new Sandboxes(host, box, factory, probe);
    sandboxes.recover();
    return new Worker(host, sandboxes);
  }

  public Sandboxes sandboxes() {
    return sandboxes;
  }

  /** Ends all sandboxes. */
  @Override
  public void close() throws IOException {
    for (SandboxId id : sandboxes.all().stream().map(Sandbox::id).toList()) {
      sandboxes.destroy(id);
    }
    InstanceCgroup.remove(host.cgroups());
  }
}
