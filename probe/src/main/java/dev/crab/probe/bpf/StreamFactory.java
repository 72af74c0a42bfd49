package dev.crab.probe.bpf;

import dev.crab.probe.domain.HostIdentity;
import dev.crab.probe.domain.ObservationPublisher;
import dev.crab.probe.domain.ObservationStream;
import dev.crab.probe.domain.ObservedSandbox;
import dev.crab.probe.domain.Registration;
import dev.crab.schemas.avro.LossKind;
import java.util.function.Consumer;

/**
 * Begins the observation of a sandbox with a new epoch.
 *
 * @param later runs something on the drain thread
 */
record StreamFactory(HostIdentity host, ObservationPublisher publisher, Consumer<Runnable> later) {

  ObservedSandbox begin(Registration r, int slot, long generation, long epoch) {
    ObservationStream stream = new ObservationStream(host, r.sandbox(), epoch, publisher);
    return new ObservedSandbox(r, slot, generation, stream, this::sendFailed);
  }

  private void sendFailed(ObservedSandbox sandbox, long events) {
    later.accept(
        () -> sandbox.losses().add(LossKind.PRODUCER_BUFFER_FULL, events, "sending failed"));
  }
}
