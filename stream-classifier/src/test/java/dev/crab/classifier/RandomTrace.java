package dev.crab.classifier;

import dev.crab.schemas.avro.FileKind;
import dev.crab.schemas.avro.LossKind;
import dev.crab.schemas.avro.MarkerKind;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.Operation;
import dev.crab.schemas.avro.PathTrust;
import dev.crab.schemas.avro.SyscallEvent;
import dev.crab.schemas.avro.TurnDecision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Anything a stream can hold, sensible or not. */
public final class RandomTrace {
  private static final String[] PATHS = {"/a", "/b", "/d", "/d/x", "/l", "/l/x", "/proc/1/comm"};

  private final SplittableRandom random;
  private int batch = 3;

  public RandomTrace(SplittableRandom random) {
    this.random = random;
  }

  public RandomTrace batches(int size) {
    batch = size;
    return this;
  }

  public List<Observation> observations() {
    Trace trace = Trace.registered();
    long turn = 0;
    for (int i = 0; i < 12; i++) {
      events(trace, random.nextInt(8));
      switch (random.nextInt(12)) {
        case 0 -> trace.newEpoch().register(turn);
        case 1 -> trace.gone(turn).newEpoch().register(turn);
        case 2 -> trace.loss(pick(LossKind.values()), random.nextInt(4));
        case 3 -> trace.baseline();
        case 4 -> trace.processes(Trace.process(1, random.nextInt(3)), Trace.process(2, 1));
        case 5 -> trace.missing(random.nextInt(2));
        case 6 -> trace.marker(pick(MarkerKind.values()), turn, m -> {});
        case 7, 8 -> trace.begin(++turn);
        default -> trace.end(turn, m -> m.setSurvivors(random.nextInt(5) == 0 ? null : List.of()));
      }
    }
    return trace.end(turn).observations();
  }

  private void events(Trace trace, int count) {
    List<SyscallEvent.Builder> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(event());
    }
    for (int i = 0; i < count; i += batch) {
      trace.events(
          events.subList(i, Math.min(count, i + batch)).toArray(SyscallEvent.Builder[]::new));
    }
  }

  private SyscallEvent.Builder event() {
    boolean named = random.nextInt(4) > 0;
    Operation operation = named ? pick(NAMED) : pick(Operation.values());
    return Events.event(operation)
        .setFileKind(named ? FileKind.DISK : pick(FileKind.values()))
        .setPath(random.nextInt(12) == 0 ? null : pick(PATHS))
        .setTarget(random.nextInt(12) == 0 ? null : pick(PATHS))
        .setPathTrust(named ? PathTrust.KERNEL : pick(PathTrust.values()))
        .setDevice(7)
        .setInode(random.nextInt(5))
        .setFlags(random.nextInt(3))
        .setResult(random.nextInt(100));
  }

  private static final Operation[] NAMED = {
    Operation.CREATE,
    Operation.WRITE,
    Operation.UNLINK,
    Operation.UNLINK,
    Operation.RENAME,
    Operation.LINK,
    Operation.SYMLINK,
    Operation.MKDIR,
    Operation.RMDIR,
    Operation.TEMPORARY_FILE
  };

  private <T> T pick(T[] of) {
    return of[random.nextInt(of.length)];
  }

  public static String encoded(TurnDecision decision) {
    try {
      return HexFormat.of().formatHex(decision.toByteBuffer().array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
