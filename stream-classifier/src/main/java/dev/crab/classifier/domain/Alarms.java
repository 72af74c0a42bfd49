package dev.crab.classifier.domain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Reasons that came up while a turn was folded, each with how often and its first detail. */
public final class Alarms {
  private static final int MAX_DETAIL = 200;

  /**
   * @param count how often
   * @param detail of the first time; may be empty
   */
  public record Alarm(long count, String detail) {}

  private final Map<ReasonCode, Alarm> raised = new EnumMap<>(ReasonCode.class);

  /** Counts a reason. */
  public void raise(ReasonCode reason, long count, String detail) {
    Alarm known = raised.get(reason);
    raised.put(
        reason,
        known == null
            ? new Alarm(count, shortened(detail))
            : new Alarm(known.count + count, known.detail));
  }

  void raise(ReasonCode reason, String detail) {
    raise(reason, 1, detail);
  }

  boolean has(ReasonCode reason) {
    return raised.containsKey(reason);
  }

  /** In order of importance. */
  public Map<ReasonCode, Alarm> all() {
    return Collections.unmodifiableMap(raised);
  }

  private static String shortened(String detail) {
    return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
  }
}
