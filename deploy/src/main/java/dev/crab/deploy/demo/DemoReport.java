package dev.crab.deploy.demo;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The whole demo as one document.
 *
 * @param fullEveryTurnBytes what a full checkpoint after every turn would have written: for each
 *     turn the size of the newest process image plus the newest filesystem snapshot at that moment
 * @param differences what the restored sandbox lacks; empty if it was verified
 */
record DemoReport(
    List<TurnReport> turns,
    Map<String, Long> turnsByGranularity,
    long eventsLost,
    long writtenBytes,
    long fullEveryTurnBytes,
    long restoreMicros,
    String restoredCheckpoint,
    int filesCompared,
    boolean verified,
    List<String> differences) {

  static DemoReport of(List<TurnReport> turns, Recovery recovery) {
    Map<String, Long> byGranularity = new TreeMap<>();
    for (String granularity : List.of("NONE", "FILESYSTEM", "PROCESS", "FULL")) {
      byGranularity.put(
          granularity, turns.stream().filter(t -> t.granularity().equals(granularity)).count());
    }
    return new DemoReport(
        List.copyOf(turns),
        byGranularity,
        turns.stream().mapToLong(TurnReport::lost).sum(),
        turns.stream().mapToLong(TurnReport::writtenBytes).sum(),
        fullEveryTurn(turns),
        recovery.restoreMicros(),
        recovery.checkpointId(),
        recovery.filesCompared(),
        recovery.differences().isEmpty(),
        recovery.differences());
  }

  private static long fullEveryTurn(List<TurnReport> turns) {
    long image = 0;
    long snapshot = 0;
    long total = 0;
    for (TurnReport turn : turns) {
      image = turn.processImageBytes() > 0 ? turn.processImageBytes() : image;
      snapshot = turn.filesystemBytes() > 0 ? turn.filesystemBytes() : snapshot;
      total += image + snapshot;
    }
    return total;
  }

  /** What became of the sandbox after its end. */
  record Recovery(
      String checkpointId, long restoreMicros, int filesCompared, List<String> differences) {}
}
