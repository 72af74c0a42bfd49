package dev.crab.classifier.domain;

import dev.crab.classifier.domain.Closing.Names;
import dev.crab.schemas.avro.Granularity;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a turn left on files.
 *
 * @param surviving tracks whose effect stays
 * @param covered what has to be covered for them
 * @param cancelled effects that undid each other
 * @param notes why tracks that look transient were not cancelled, each with how many
 */
record FileFacts(
    List<FileTrack> surviving, Granularity covered, long cancelled, Map<ReasonCode, Long> notes) {

  static FileFacts of(SandboxState state, Names names, boolean mounted) {
    ReasonCode obstacle = obstacle(state, names);
    List<FileTrack> surviving = new ArrayList<>();
    Granularity covered = Granularity.NONE;
    long cancelled = 0;
    Map<ReasonCode, Long> notes = new EnumMap<>(ReasonCode.class);
    for (FileTrack track : state.files().tracks()) {
      ReasonCode stays =
          track.cancels() ? staysThough(track, names, obstacle) : track.naming().pin();
      if (track.cancels() && stays == null) {
        cancelled += track.work().calls();
        continue;
      }
      surviving.add(track);
      if (track.naming().kind() != EffectKind.MOUNTED) {
        covered = Cover.union(covered, track.node().place().covered(mounted));
      }
      if (stays != null && stays.raises() == Granularity.NONE) {
        notes.merge(stays, 1L, Long::sum);
      }
    }
    return new FileFacts(surviving, covered, cancelled, notes);
  }

  /** Why nothing at all may be cancelled; null: no reason. */
  private static @Nullable ReasonCode obstacle(SandboxState state, Names names) {
    if (state.tally().alarms().has(ReasonCode.LATE_EVENT)) {
      return ReasonCode.LATE_EVENT;
    }
    if (!names.stable()) {
      return ReasonCode.NAMES_UNSTABLE;
    }
    if (names.survivors() == null) {
      return ReasonCode.SURVIVORS_UNCHECKED;
    }
    return names.racing() ? ReasonCode.SURVIVORS_RACING : lossIn(state);
  }

  private static @Nullable ReasonCode lossIn(SandboxState state) {
    if (state.files().overflowed()) {
      return ReasonCode.OVERFLOW;
    }
    return state.tally().alarms().all().keySet().stream()
        .filter(r -> r.raises() == Granularity.FULL)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable ReasonCode staysThough(
      FileTrack track, Names names, @Nullable ReasonCode obstacle) {
    if (names.survivors() != null && names.survivors().contains(track.path())) {
      return ReasonCode.SURVIVOR_FOUND;
    }
    boolean nothingOfItsOwn = track.work().calls() == 0 || NetEffectReducer.isUnnamed(track);
    return nothingOfItsOwn ? null : obstacle;
  }
}
