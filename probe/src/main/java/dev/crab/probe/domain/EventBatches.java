package dev.crab.probe.domain;

import dev.crab.schemas.avro.EventBatch;
import dev.crab.schemas.avro.SyscallEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a run of events into batches that are neither long nor large. */
public final class EventBatches {
  private static final int MOST_EVENTS = 64;
  private static final int MOST_CHARACTERS = 128 * 1024;

  private EventBatches() {}

  /** All events, in order. */
  public static List<EventBatch> of(List<SyscallEvent> events) {
    List<EventBatch> batches = new ArrayList<>();
    List<SyscallEvent> batch = new ArrayList<>();
    int characters = 0;
    for (SyscallEvent event : events) {
      int size = length(event.getPath()) + length(event.getTarget());
      if (batch.size() == MOST_EVENTS
          || (characters + size > MOST_CHARACTERS && !batch.isEmpty())) {
        batches.add(new EventBatch(batch));
        batch = new ArrayList<>();
        characters = 0;
      }
      batch.add(event);
      characters += size;
    }
    if (!batch.isEmpty()) {
      batches.add(new EventBatch(batch));
    }
    return batches;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
