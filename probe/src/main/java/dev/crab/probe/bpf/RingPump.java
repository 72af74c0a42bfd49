package dev.crab.probe.bpf;

import dev.crab.bpf.DecodeError;
import dev.crab.bpf.Decoded;
import dev.crab.bpf.KernelEvent;
import dev.crab.bpf.Operation;
import dev.crab.bpf.ProbeKernel;
import dev.crab.probe.domain.ObservedSandbox;
import dev.crab.schemas.avro.LossKind;
import java.util.Collection;
import java.util.List;

/** Moves records from the ring to the sandboxes they belong to. */
final class RingPump {
  private static final int STUCK_MILLIS = 2_000;

  private final ProbeKernel kernel;
  private final SandboxTable sandboxes;
  private final SandboxFiles files;
  private int read;

  RingPump(ProbeKernel kernel, SandboxTable sandboxes, SandboxFiles files) {
    this.kernel = kernel;
    this.sandboxes = sandboxes;
    this.files = files;
  }

  /** Reads at most one buffer; answers the records read. */
  int once(int timeoutMillis) {
    read = 0;
    kernel.drain(timeoutMillis, this::take);
    return read;
  }

  /** Reads all that lies in the ring at this moment. */
  void fence() {
    long end = kernel.produced();
    int idle = 0;
    while (kernel.consumed() - end < 0 && idle < STUCK_MILLIS) {
      idle = once(1) == 0 ? idle + 1 : 0;
    }
    if (idle >= STUCK_MILLIS) {
      lose(sandboxes.all(), "a record was never finished");
    }
  }

  private void take(Decoded decoded) {
    read++;
    ObservedSandbox sandbox = sandboxes.at(decoded.slot());
    switch (decoded) {
      case DecodeError error ->
          lose(sandbox == null ? sandboxes.all() : List.of(sandbox), error.cause());
      case KernelEvent event -> {
        if (sandbox != null) {
          give(sandbox, event);
        }
      }
    }
  }

  private void give(ObservedSandbox sandbox, KernelEvent event) {
    int init = sandbox.registration().initPid();
    if (event.operation() == Operation.MOUNT || event.operation() == Operation.NAMESPACE) {
      files.mountsChanged(init);
    }
    sandbox.take(event.generation(), EventMapping.toWire(event, files.kindOf(init, event)));
  }

  private static void lose(Collection<ObservedSandbox> whose, String cause) {
    whose.forEach(s -> s.losses().add(LossKind.DECODE_ERROR, 1, cause));
  }
}
