package dev.crab.probe.bpf;

import dev.crab.probe.domain.HostIdentity;
import dev.crab.schemas.id.HostId;
import java.time.InstantSource;

/** A drain thread over fakes. */
public final class FakeProbe {
  private FakeProbe() {}

  public static DrainThread start() {
    FakeKernel kernel = new FakeKernel();
    DrainThread thread =
        new DrainThread(
            kernel,
            drain ->
                new ProbeEngine(
                    kernel,
                    new RecordingPublisher(),
                    new FakeFiles(),
                    new HostIdentity(new HostId("h"), "boot"),
                    InstantSource.system(),
                    drain::post));
    thread.start();
    return thread;
  }
}
