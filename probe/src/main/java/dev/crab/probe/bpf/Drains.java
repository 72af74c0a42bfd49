package dev.crab.probe.bpf;

import dev.crab.bpf.ProbeKernel;
import dev.crab.probe.domain.HostIdentity;
import dev.crab.probe.domain.ObservationPublisher;
import java.nio.file.Path;
import java.time.InstantSource;

/** Starts drain threads. */
public final class Drains {
  private Drains() {}

  /** A running drain thread over an open kernel side. */
  public static DrainThread start(
      ProbeKernel kernel, ObservationPublisher publisher, HostIdentity host, InstantSource wall) {
    ProcFiles files = new ProcFiles(Path.of("/proc"));
    DrainThread thread =
        new DrainThread(
            kernel, drain -> new ProbeEngine(kernel, publisher, files, host, wall, drain::post));
    thread.start();
    return thread;
  }
}
