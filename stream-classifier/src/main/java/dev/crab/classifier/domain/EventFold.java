package dev.crab.classifier.domain;

import dev.crab.schemas.avro.EventBatch;
import dev.crab.schemas.avro.SyscallEvent;

/** Folds syscall events into the turn. */
final class EventFold {
  private final SandboxState state;
  private final Alarms alarms;
  private final NetEffectReducer files;

  private EventFold(SandboxState state) {
    this.state = state;
    this.alarms = state.tally().alarms();
    this.files = new NetEffectReducer(state.files(), alarms);
  }

  static void apply(SandboxState state, Standing standing, EventBatch batch) {
    EventFold fold = new EventFold(state);
    long lastEnd = standing.history().lastEndNanos();
    for (SyscallEvent event : batch.getEvents()) {
      if (event.getTimeNanos() < lastEnd) {
        fold.alarms.raise(ReasonCode.LATE_EVENT, event.getOperation() + " by " + event.getComm());
      }
      fold.fold(EffectMapper.map(event));
    }
  }

  private void fold(Effect effect) {
    long bytes = effect instanceof Effect.Change change ? change.bytes() : 0;
    state.tally().counts(state.tally().counts().event(bytes));
    switch (effect) {
      case Effect.Nothing nothing -> {}
      case Effect.Birth birth -> files.born(birth.file(), birth.content());
      case Effect.Unnamed unnamed -> files.unnamed(unnamed.file());
      case Effect.Linked linked -> files.linked(linked.file(), linked.target());
      case Effect.Removal removal -> files.removed(removal.file());
      case Effect.Move move -> files.moved(move.file(), move.target(), move.mode());
      case Effect.Change change -> files.changed(change.file(), change.kind(), change.bytes());
      case Effect.Mount mount -> mounted(mount);
      case Effect.NamespaceCall call -> state.tally().namespaceCaller(call.pid());
      case Effect.ProcWrite write -> procWritten(write);
      case Effect.Peer peer -> alarms.raise(peer.reason(), peer.operation() + " by " + peer.comm());
      case Effect.Opaque opaque -> alarms.raise(opaque.reason(), opaque.operation().name());
    }
  }

  private void mounted(Effect.Mount mount) {
    String path = mount.file().path();
    alarms.raise(ReasonCode.MOUNT_CHANGED, path == null ? "" : path);
    files.mounted(mount.file());
    Standing standing = TurnFold.now(state);
    state.standing(standing.with(new Standing.Altered(true, standing.altered().namespaces())));
  }

  private void procWritten(Effect.ProcWrite write) {
    Integer pid = write.sandboxPid();
    if (pid == null) {
      alarms.raise(ReasonCode.PROC_WRITTEN, "");
    } else {
      state.tally().procTarget(pid);
    }
  }
}
