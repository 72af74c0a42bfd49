package dev.crab.classifier.domain;

import dev.crab.classifier.domain.Standing.OpenTurn;
import dev.crab.schemas.avro.MarkerSource;
import dev.crab.schemas.avro.NetEffect;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.ProcessEffect;
import dev.crab.schemas.avro.Reason;
import dev.crab.schemas.avro.TurnDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes decisions, the evidence bounded. */
final class Decisions {
  /** Most pieces of evidence of a kind. */
  static final int MAX_EVIDENCE = 100;

  private static final List<ReasonCode> OPAQUE =
      List.of(
          ReasonCode.UNKNOWN_OPERATION,
          ReasonCode.COMPAT_SYSCALL,
          ReasonCode.IO_URING,
          ReasonCode.ASYNC_IO);
  private static final List<ReasonCode> PEER =
      List.of(ReasonCode.PEER_CHANGED, ReasonCode.FIFO_WRITTEN);

  /** What a decision says besides the facts. */
  record Frame(Observation last, OpenTurn turn, MarkerSource source, @Nullable String label) {}

  private final TurnFacts facts;
  private final Map<String, Long> effects = new TreeMap<>();
  private final List<NetEffect> netEffects = new ArrayList<>();
  private final List<ProcessEffect> processEffects = new ArrayList<>();
  private long netEffectCount;
  private long processEffectCount;

  private Decisions(TurnFacts facts) {
    this.facts = facts;
  }

  static TurnDecision of(TurnFacts facts, Frame frame) {
    return new Decisions(facts).decision(frame);
  }

  private TurnDecision decision(Frame frame) {
    facts.files().surviving().forEach(this::file);
    OPAQUE.forEach(this::opaque);
    facts.processes().changes().forEach(this::process);
    PEER.forEach(this::peer);
    GranularityPolicy.Verdict verdict = GranularityPolicy.STANDARD.judge(facts);
    List<Reason> reasons = new ArrayList<>();
    verdict.reasons().forEach((code, detail) -> reasons.add(new Reason(code.name(), detail)));
    Tally.Counts counts = facts.tally().counts();
    return TurnDecision.newBuilder()
        .setHost(frame.last.getHost())
        .setSandbox(frame.last.getSandbox())
        .setEpoch(frame.last.getEpoch())
        .setTurn(frame.turn.number())
        .setLabel(frame.label)
        .setSource(frame.source)
        .setGranularity(verdict.granularity())
        .setReasons(reasons)
        .setEffects(effects)
        .setNetEffects(netEffects)
        .setNetEffectCount(netEffectCount)
        .setProcessEffects(processEffects)
        .setProcessEffectCount(processEffectCount)
        .setCancelledEffects(facts.files().cancelled())
        .setEvents(counts.events())
        .setLost(counts.lost())
        .setBytesWritten(counts.bytesWritten())
        .setBeginTimeNanos(frame.turn.beginTimeNanos())
        .setEndTimeNanos(frame.last.getEventTimeNanos())
        .setEndWallTimeMicros(frame.last.getWallTimeMicros())
        .build();
  }

  private void file(FileTrack track) {
    FileTrack.Naming naming = track.naming();
    boolean named = !track.path().startsWith("\0");
    EffectKind kind = named ? naming.kind() : EffectKind.OPAQUE;
    String from = named ? naming.movedFrom() : null;
    String path = named ? track.path() : "";
    FileTrack.Work work = track.work();
    netEffect(
        from == null || kind != EffectKind.RENAMED
            ? new NetEffect(kind.name(), path, null, work.calls(), work.bytes())
            : new NetEffect(kind.name(), from, path, work.calls(), work.bytes()));
  }

  private void opaque(ReasonCode reason) {
    Alarms.Alarm alarm = facts.tally().alarms().all().get(reason);
    if (alarm != null) {
      netEffect(new NetEffect(EffectKind.OPAQUE.name(), "", null, alarm.count(), 0L));
    }
  }

  private void netEffect(NetEffect effect) {
    effects.merge(effect.getKind(), 1L, Long::sum);
    netEffectCount++;
    if (netEffects.size() < MAX_EVIDENCE) {
      netEffects.add(effect);
    }
  }

  private void process(ProcessChange change) {
    processEffect(
        new ProcessEffect(
            change.kind().name(), change.process().getSandboxPid(), change.process().getComm()));
  }

  private void peer(ReasonCode reason) {
    if (facts.tally().alarms().has(reason)) {
      processEffect(new ProcessEffect("PEER", 0, ""));
    }
  }

  private void processEffect(ProcessEffect effect) {
    effects.merge(effect.getKind(), 1L, Long::sum);
    processEffectCount++;
    if (processEffects.size() < MAX_EVIDENCE) {
      processEffects.add(effect);
    }
  }
}
