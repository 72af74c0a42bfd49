package dev.crab.worker.app;

import dev.crab.schemas.id.SandboxId;
import dev.crab.worker.criu.Criu;
import dev.crab.worker.criu.CriuVersion;
import dev.crab.worker.probe.ProbeClient;
import dev.crab.worker.run.JobRunner;
import dev.crab.worker.run.JobRunners;
import dev.crab.worker.sandbox.Box;
import dev.crab.worker.sandbox.InstanceCgroup;
import dev.crab.worker.sandbox.Sandbox;
import dev.crab.worker.sandbox.SandboxFactory;
import dev.crab.worker.sandbox.SandboxHost;
import dev.crab.worker.sandbox.Sandboxes;
import dev.crab.worker.sandbox.Trash;
import dev.crab.worker.store.ImageStore;
import dev.crab.worker.store.RestoreLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;

/** The worker without its connections: sandboxes, images, and the runners of jobs. */
public final class Worker implements AutoCloseable {
  private final SandboxHost host;
  private final Sandboxes sandboxes;
  private final ImageStore store;
  private final JobRunner jobs;
  private final Trash trash;

  private Worker(
      SandboxHost host, Sandboxes sandboxes, ImageStore store, JobRunner jobs, Trash trash) {
    this.trash = trash;
    this.host = host;
    this.sandboxes = sandboxes;
    this.store = store;
    this.jobs = jobs;
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
    restrict(settings.workerDir());
    Box box = Box.unpack(settings.workerDir().resolve("bin"));
    SandboxFactory factory = new SandboxFactory(host, box, clock);
    ProbeClient probe = new ProbeClient(settings.probeEndpoint());
    Path criuFolder = settings.cacheDir().resolve("criu");
    Criu criu = new Criu(box, criuFolder);
    ImageStore store = ImageStore.open(settings.imagesDir());
    Trash trash = Trash.open(settings.workerDir().resolve("trash"));
    Sandboxes sandboxes = new Sandboxes(host, box, factory, List.of(probe, criu), trash);
    JobRunner jobs =
        JobRunners.wire(
            sandboxes,
            factory,
            store,
            new RestoreLog(settings.workerDir().resolve("restores")),
            criu,
            probe,
            CriuVersion.of(criuFolder));
    sandboxes.recover();
    return new Worker(host, sandboxes, store, jobs, trash);
  }

  /** Images hold what was in memory, secrets included: for nobody but root. */
  private static void restrict(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  public Sandboxes sandboxes() {
    return sandboxes;
  }

  public ImageStore store() {
    return store;
  }

  public JobRunner jobs() {
    return jobs;
  }

  /** Ends all sandboxes. */
  @Override
  public void close() throws IOException {
    for (SandboxId id : sandboxes.all().stream().map(Sandbox::id).toList()) {
      sandboxes.destroy(id);
    }
    trash.close();
    InstanceCgroup.remove(host.cgroups());
  }
}
