package dev.crab.probe.bpf;

import dev.crab.bpf.KernelEvent;
import dev.crab.bpf.Trust;
import dev.crab.schemas.avro.FileKind;
import dev.crab.schemas.avro.Operation;
import dev.crab.schemas.avro.PathTrust;
import dev.crab.schemas.avro.SyscallEvent;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** From the kernel side's event to the one on the wire; the names of the enums are the same. */
final class EventMapping {
  private static final Map<dev.crab.bpf.Operation, Operation> OPERATIONS =
      byName(dev.crab.bpf.Operation.class, Operation::valueOf);
  private static final Map<dev.crab.bpf.FileKind, FileKind> KINDS =
      byName(dev.crab.bpf.FileKind.class, FileKind::valueOf);
  private static final Map<Trust, PathTrust> TRUSTS = byName(Trust.class, PathTrust::valueOf);

  private EventMapping() {}

  private static <A extends Enum<A>, B> Map<A, B> byName(
      Class<A> type, Function<String, B> valueOf) {
    return Arrays.stream(type.getEnumConstants())
        .collect(
            Collectors.toMap(
                Function.identity(),
                a -> valueOf.apply(a.name()),
                (a, b) -> a,
                () -> new EnumMap<>(type)));
  }

  private static <A, B> B named(Map<A, B> names, A name) {
    B found = names.get(name);
    if (found == null) {
      throw new IllegalStateException("no such name on the wire: " + name);
    }
    return found;
  }

  static SyscallEvent toWire(KernelEvent e, dev.crab.bpf.FileKind kind) {
    return new SyscallEvent(
        e.timeNanos(),
        e.pid(),
        e.tid(),
        e.comm(),
        named(OPERATIONS, e.operation()),
        named(KINDS, kind),
        e.path(),
        e.target(),
        named(TRUSTS, e.trust()),
        e.device(),
        e.inode(),
        e.result(),
        e.syscall(),
        e.flags());
  }
}
