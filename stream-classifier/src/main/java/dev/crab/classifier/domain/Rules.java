package dev.crab.classifier.domain;

import dev.crab.schemas.avro.Granularity;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** The rules of the standard policy. */
final class Rules {
  private Rules() {}

  static void alarms(TurnFacts facts, BiConsumer<ReasonCode, String> reasons) {
    facts.tally().alarms().all().forEach((reason, alarm) -> reasons.accept(reason, said(alarm)));
  }

  static void overflow(TurnFacts facts, BiConsumer<ReasonCode, String> reasons) {
    if (facts.overflowed()) {
      reasons.accept(ReasonCode.OVERFLOW, "more paths and inodes than are tracked");
    }
  }

  static void missingSample(TurnFacts facts, BiConsumer<ReasonCode, String> reasons) {
    if (facts.processes().ended() && !facts.processes().sampled()) {
      reasons.accept(ReasonCode.SAMPLE_MISSING, "");
    }
  }

  static void namespaces(TurnFacts facts, BiConsumer<ReasonCode, String> reasons) {
    Integer holder = facts.processes().namespaceHolder();
    if (holder != null) {
      reasons.accept(ReasonCode.NAMESPACE_CHANGED, "process " + holder + " of the host");
    }
  }

  static void files(TurnFacts facts, BiConsumer<ReasonCode, String> reasons) {
    List<FileTrack> surviving = facts.files().surviving();
    if (Cover.covers(facts.files().covered(), Granularity.FILESYSTEM)) {
      reasons.accept(ReasonCode.FILES_CHANGED, first(surviving, FileTrack::path));
    }
    if (Cover.covers(facts.files().covered(), Granularity.PROCESS)) {
      reasons.accept(ReasonCode.MEMORY_FILES_CHANGED, first(surviving, FileTrack::path));
    }
  }

  static void mappedFiles(TurnFacts facts, BiConsumer<ReasonCode, String> reasons) {
    List<FileTrack> mapped =
        facts.files().surviving().stream()
            .filter(t -> t.work().mapped() && t.node().place() != Place.MEMORY)
            .toList();
    if (!mapped.isEmpty()) {
      reasons.accept(ReasonCode.FILE_MAPPED, first(mapped, FileTrack::path));
    }
  }

  static void mappingsOfProcesses(TurnFacts facts, BiConsumer<ReasonCode, String> reasons) {
    reason(facts, ReasonCode.SHARED_MAPPING, ProcessChange::mapping, reasons);
  }

  static void processes(TurnFacts facts, BiConsumer<ReasonCode, String> reasons) {
    for (ProcessChange.Kind kind : ProcessChange.Kind.values()) {
      reason(facts, kind.reason(), c -> c.kind() == kind, reasons);
    }
  }

  static void procWrites(TurnFacts facts, BiConsumer<ReasonCode, String> reasons) {
    Integer target = facts.processes().procTarget();
    if (target != null) {
      reasons.accept(ReasonCode.PROC_WRITTEN, "process " + target);
    }
  }

  static void notes(TurnFacts facts, BiConsumer<ReasonCode, String> reasons) {
    facts.files().notes().forEach((note, count) -> reasons.accept(note, "paths: " + count));
  }

  private static void reason(
      TurnFacts facts,
      ReasonCode code,
      Predicate<ProcessChange> which,
      BiConsumer<ReasonCode, String> reasons) {
    List<ProcessChange> changes = facts.processes().changes().stream().filter(which).toList();
    if (!changes.isEmpty()) {
      reasons.accept(
          code,
          first(changes, c -> c.process().getComm() + " (" + c.process().getSandboxPid() + ")"));
    }
  }

  private static <T> String first(List<T> items, Function<T, String> name) {
    String first = name.apply(items.getFirst());
    return items.size() == 1 ? first : first + " and " + (items.size() - 1) + " more";
  }

  private static String said(Alarms.Alarm alarm) {
    if (alarm.count() == 1) {
      return alarm.detail();
    }
    return alarm.detail().isEmpty()
        ? alarm.count() + " times"
        : alarm.count() + " times, first: " + alarm.detail();
  }
}
