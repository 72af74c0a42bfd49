package dev.crab.classifier.state;

import dev.crab.classifier.domain.Processes;
import dev.crab.schemas.avro.ProcessSample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The process sample to compare with; -1 processes: there is none. */
final class BaselineCodec {
  private static final int VERSION = 1;

  private BaselineCodec() {}

  static byte[] bytes(@Nullable Processes baseline) {
    Packer out = new Packer(VERSION);
    if (baseline == null) {
      return out.integer(-1).bytes();
    }
    List<ProcessSample> samples = baseline.samples();
    out.integer(samples.size());
    for (ProcessSample sample : samples) {
      out.integer(sample.getPid())
          .integer(sample.getSandboxPid())
          .number(sample.getStartTimeNanos())
          .text(sample.getComm())
          .integer(sample.getThreads())
          .number(sample.getRuntimeNanos())
          .number(sample.getSwitches())
          .flag(sample.getSharedWritableMapping());
    }
    return out.bytes();
  }

  static @Nullable Processes baseline(byte[] bytes) {
    Unpacker in = new Unpacker(bytes, VERSION);
    int count = in.integer();
    if (count < 0) {
      return null;
    }
    List<ProcessSample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(
          new ProcessSample(
              in.integer(),
              in.integer(),
              in.number(),
              in.text(),
              in.integer(),
              in.number(),
              in.number(),
              in.flag()));
    }
    return Processes.of(samples);
  }
}
