package dev.crab.probe.bpf;

import dev.crab.bpf.BpfException;
import dev.crab.bpf.KernelStatus;
import dev.crab.bpf.ProbeKernel;
import dev.crab.bpf.SlotCounters;
import dev.crab.bpf.TaskRecord;
import dev.crab.probe.domain.Handover;
import dev.crab.probe.domain.HostIdentity;
import dev.crab.probe.domain.Moment;
import dev.crab.probe.domain.ObservationPublisher;
import dev.crab.probe.domain.ObservedSandbox;
import dev.crab.probe.domain.Registration;
import dev.crab.probe.domain.Turns;
import dev.crab.schemas.avro.MarkerKind;
import dev.crab.schemas.avro.MarkerSource;
import dev.crab.schemas.id.SandboxId;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What can be asked of the probe. Runs on the drain thread; acknowledgements come later. */
public final class ProbeEngine {
  private final ProbeKernel kernel;
  private final SandboxFiles files;
  private final Consumer<Runnable> later;
  private final SandboxTable sandboxes = new SandboxTable();
  private final RingPump pump;
  private final TurnFence fence;
  private final MarkerDesk desk;
  private final Registrar registrar;

  ProbeEngine(
      ProbeKernel kernel,
      ObservationPublisher publisher,
      SandboxFiles files,
      HostIdentity host,
      InstantSource wall,
      Consumer<Runnable> later) {
    this.kernel = kernel;
    this.files = files;
    this.later = later;
    this.pump = new RingPump(kernel, sandboxes, files);
    this.fence = new TurnFence(kernel, pump, files);
    this.desk = new MarkerDesk(kernel, files, wall);
    this.registrar =
        new Registrar(
            kernel, pump, sandboxes, files, desk, new StreamFactory(host, publisher, later));
  }

  /** Reads what is in the ring and hands it over; answers the records read. */
  int pump(int timeoutMillis) {
    int read = pump.once(timeoutMillis);
    if (read > 0) {
      Moment now = desk.now();
      sandboxes.all().forEach(s -> s.publishEvents(now));
    }
    return read;
  }

  /** Observes a sandbox from here on; answers its epoch once that is in the log. */
  public CompletionStage<Long> register(Registration registration) {
    return registrar.register(registration);
  }

  /** Observes a sandbox no more. */
  public CompletionStage<Void> unregister(SandboxId name) {
    return registrar.unregister(sandboxes.get(name));
  }

  /** Begins a turn; answers its number once that is in the log. */
  public CompletionStage<Long> beginTurn(
      SandboxId name, @Nullable String label, MarkerSource source) {
    ObservedSandbox sandbox = sandboxes.get(name);
    Turns.Open open = sandbox.turns().begin(label);
    pump.fence();
    MarkerDraft draft =
        new MarkerDraft(MarkerKind.TURN_BEGIN, source, open.newest(), label, null, null, false);
    Turns before = sandbox.turns();
    sandbox.become(open);
    return desk.send(sandbox, draft)
        .thenApply(ok -> open.newest())
        .whenComplete(
            (turn, failure) -> {
              if (failure != null) {
                later.accept(() -> undo(sandbox, open, before));
              }
            });
  }

  private static void undo(ObservedSandbox sandbox, Turns expected, Turns before) {
    if (sandbox.turns().equals(expected)) {
      sandbox.become(before);
    }
  }

  /** Ends the open turn behind a fence; answers when the marker is in the log. */
  public CompletionStage<TurnEnd> endTurn(
      SandboxId name, @Nullable String label, MarkerSource source) {
    ObservedSandbox sandbox = sandboxes.get(name);
    Turns.Closing closing = sandbox.turns().close(label);
    TurnFence.Passed passed = fence.pass(sandbox, closing, source, desk::sample);
    Moment now = desk.now().at(passed.endNanos());
    sandbox.publishEvents(now);
    desk.noteKernelLosses(sandbox, passed.counters());
    TurnEnd end = new TurnEnd(closing.newest(), sandbox.turnEvents(), sandbox.turnLosses());
    sandbox.publishLosses(now);
    Handover handover = sandbox.publishMarker(passed.draft().with(passed.counters()), now);
    return switch (handover) {
      case Handover.Refused refused -> {
        sandbox.turnGoesOn(passed.nextGeneration());
        throw MarkerDesk.unavailable(refused.cause());
      }
      case Handover.Accepted accepted -> {
        sandbox.become(closing);
        sandbox.turnEnded(passed.nextGeneration());
        sandbox.publishEvents(desk.now());
        yield acknowledged(sandbox, closing, accepted, end);
      }
    };
  }

  private CompletionStage<TurnEnd> acknowledged(
      ObservedSandbox sandbox, Turns.Closing closing, Handover.Accepted accepted, TurnEnd end) {
    // On the drain thread, so that the next command finds the turn closed.
    CompletableFuture<TurnEnd> answer = new CompletableFuture<>();
    var unused =
        accepted
            .acknowledged()
            .whenComplete(
                (ok, failure) ->
                    later.accept(
                        () -> {
                          if (failure == null) {
                            undo(sandbox, closing, closing.closed());
                            answer.complete(end);
                          } else {
                            undo(sandbox, closing, closing.reopened());
                            sandbox.names().giveUp();
                            answer.completeExceptionally(
                                MarkerDesk.unavailable(failure.getMessage()));
                          }
                        }));
    return answer;
  }

  /** Publishes a process sample to compare with from here on. */
  public CompletionStage<Void> baseline(SandboxId name) {
    ObservedSandbox sandbox = sandboxes.get(name);
    pump.fence();
    return desk.send(
        sandbox,
        MarkerDraft.of(
            MarkerKind.BASELINE,
            MarkerSource.WORKER,
            sandbox.turns().newest(),
            desk.sample(sandbox)));
  }

  /** What tells whether something happened between two looks. */
  public Activity activity(SandboxId name) {
    ObservedSandbox sandbox = sandboxes.get(name);
    SlotCounters counters = kernel.counters(sandbox.slot());
    List<TaskRecord> tasks;
    try {
      tasks = kernel.sample(sandbox.slot());
    } catch (BpfException e) {
      throw MarkerDesk.unavailable(String.valueOf(e.getMessage()));
    }
    return new Activity(
        counters.effects(),
        counters.completed(),
        ProcessFold.digest(tasks),
        tasks.stream().noneMatch(TaskRecord::awake));
  }

  /** All registered sandboxes. */
  public List<SandboxSummary> list() {
    return sandboxes.all().stream()
        .map(
            s ->
                SandboxSummary.of(
                    s,
                    kernel.counters(s.slot()),
                    files.alive(s.registration().initPid(), s.registration().pidNamespace())))
        .toList();
  }

  /** State of the kernel side. */
  public KernelStatus kernelStatus() {
    return kernel.status();
  }

  /** Bytes ever written into the ring, and ever read. */
  public long[] ringPositions() {
    return new long[] {kernel.produced(), kernel.consumed()};
  }
}
