package dev.crab.probe.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.bpf.FileKind;
import dev.crab.bpf.KernelEvent;
import dev.crab.bpf.Operation;
import dev.crab.bpf.Trust;
import dev.crab.schemas.avro.PathTrust;
import dev.crab.schemas.avro.SyscallEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventMappingTest {
  @ParameterizedTest
  @EnumSource(Operation.class)
  void shouldKeepTheNameOfEveryOperation(Operation operation) {
    KernelEvent event =
        new KernelEvent(
            1, 2, 3, 4, 5, "c", 6, operation, FileKind.DISK, "/p", null, Trust.USER, 7, 8, 9, 10);

    SyscallEvent wire = EventMapping.toWire(event, FileKind.MEMORY);

    assertThat(wire.getOperation().name()).isEqualTo(operation.name());
    assertThat(wire.getFileKind()).isEqualTo(dev.crab.schemas.avro.FileKind.MEMORY);
    assertThat(wire.getPathTrust()).isEqualTo(PathTrust.USER);
    assertThat(dev.crab.schemas.avro.Operation.values()[operation.ordinal()].name())
        .isEqualTo(operation.name());
  }
}
