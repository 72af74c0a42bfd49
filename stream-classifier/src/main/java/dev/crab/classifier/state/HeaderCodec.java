package dev.crab.classifier.state;

import dev.crab.classifier.domain.ReasonCode;
import dev.crab.classifier.domain.Standing;
import dev.crab.classifier.domain.Standing.Altered;
import dev.crab.classifier.domain.Standing.History;
import dev.crab.classifier.domain.Standing.OpenTurn;
import dev.crab.classifier.domain.Standing.Position;
import dev.crab.classifier.domain.Tally;
import dev.crab.classifier.domain.Tally.Counts;
import dev.crab.schemas.avro.MarkerSource;
import java.util.SortedSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The header. */
final class HeaderCodec {
  private static final int VERSION = 1;

  private HeaderCodec() {}

  static byte[] bytes(Header header) {
    Packer out = new Packer(VERSION);
    standing(out, header.standing());
    Tally tally = header.tally();
    Counts counts = tally.counts();
    out.number(counts.events())
        .number(counts.bytesWritten())
        .number(counts.lostInKernel())
        .number(counts.lostReported())
        .number(counts.lostElsewhere());
    out.integer(tally.alarms().all().size());
    tally
        .alarms()
        .all()
        .forEach((code, a) -> out.constant(code).number(a.count()).text(a.detail()));
    pids(out, tally.namespaceCallers());
    pids(out, tally.procTargets());
    return out.integer(header.tracks()).flag(header.overflowed()).bytes();
  }

  static Header header(byte[] bytes) {
    Unpacker in = new Unpacker(bytes, VERSION);
    Standing standing = standing(in);
    Tally tally = new Tally();
    tally.counts(new Counts(in.number(), in.number(), in.number(), in.number(), in.number()));
    int alarms = in.integer();
    for (int i = 0; i < alarms; i++) {
      tally.alarms().raise(in.constant(ReasonCode.class), in.number(), in.text());
    }
    pids(in, tally::namespaceCaller);
    pids(in, tally::procTarget);
    return new Header(standing, tally, in.integer(), in.flag());
  }

  private static void standing(Packer out, Standing standing) {
    Position position = standing.position();
    out.number(position.epoch()).number(position.sequence()).flag(position.gone());
    OpenTurn open = standing.open();
    out.flag(open != null);
    if (open != null) {
      out.number(open.number())
          .optionalText(open.label())
          .constant(open.source())
          .number(open.beginTimeNanos());
    }
    History history = standing.history();
    out.number(history.lastDecided())
        .number(history.lastEndNanos())
        .number(history.calls())
        .number(history.kernelLost());
    out.flag(standing.altered().mounts()).flag(standing.altered().namespaces());
  }

  private static Standing standing(Unpacker in) {
    Position position = new Position(in.number(), in.number(), in.flag());
    OpenTurn open = in.flag() ? openTurn(in) : null;
    History history = new History(in.number(), in.number(), in.number(), in.number());
    return new Standing(position, open, history, new Altered(in.flag(), in.flag()));
  }

  private static OpenTurn openTurn(Unpacker in) {
    long number = in.number();
    @Nullable String label = in.optionalText();
    return new OpenTurn(number, label, in.constant(MarkerSource.class), in.number());
  }

  private static void pids(Packer out, SortedSet<Integer> pids) {
    out.integer(pids.size());
    pids.forEach(out::integer);
  }

  private static void pids(Unpacker in, IntConsumer to) {
    int count = in.integer();
    for (int i = 0; i < count; i++) {
      to.accept(in.integer());
    }
  }
}
