package dev.crab.probe.bpf;

import dev.crab.bpf.SlotCounters;
import dev.crab.schemas.avro.Marker;
import dev.crab.schemas.avro.MarkerKind;
import dev.crab.schemas.avro.MarkerSource;
import dev.crab.schemas.avro.ProcessSample;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A marker being put together.
 *
 * @param survivors null: not checked
 */
record MarkerDraft(
    MarkerKind kind,
    MarkerSource source,
    long turn,
    @Nullable String label,
    @Nullable List<ProcessSample> processes,
    @Nullable List<String> survivors,
    boolean racing) {

  static MarkerDraft of(
      MarkerKind kind, MarkerSource source, long turn, @Nullable List<ProcessSample> processes) {
    return new MarkerDraft(kind, source, turn, null, processes, null, false);
  }

  Marker with(SlotCounters counters) {
    return new Marker(
        kind,
        source,
        turn,
        label,
        processes,
        survivors,
        racing,
        counters.events(),
        counters.lost(),
        counters.completed());
  }
}
