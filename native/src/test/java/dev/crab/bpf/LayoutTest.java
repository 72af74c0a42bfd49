package dev.crab.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the compiler made of crab_abi.h against what Java reads. */
class LayoutTest {
  @Test
  void shouldAgreeWithTheCompilerInEveryField() throws IOException {
    Map<String, Integer> java = new TreeMap<>();
    event(java);
    slotAndTask(java);
    java.put("errors.size", 8 * KernelStatus.SITES.size() * KernelStatus.ERRNOS);
    java.put("CRAB_SLOTS", EventLayout.SLOTS);
    java.put("CRAB_CANARY_SLOT", ProbeKernel.SLOTS);
    java.put("CRAB_ERRNOS", KernelStatus.ERRNOS);
    java.put("SITE_COUNT", KernelStatus.SITES.size());
    java.put("OP_COUNT", Operation.values().length);
    java.put("OP_IPC", Operation.IPC.ordinal());
    java.put("KIND_OTHER", FileKind.OTHER.ordinal());
    java.put("TRUST_UNTRUSTED", Trust.UNTRUSTED.ordinal());

    Map<String, Integer> c = new TreeMap<>();
    NativeLibrary.layout().forEach((k, v) -> c.put((String) k, Integer.valueOf((String) v)));

    assertThat(java).isEqualTo(c);
  }

  private static void event(Map<String, Integer> java) {
    java.put("event.size", EventLayout.SIZE);
    java.put("event.length", EventLayout.LENGTH);
    java.put("event.slot", EventLayout.SLOT);
    java.put("event.generation", EventLayout.GENERATION);
    java.put("event.time_nanos", EventLayout.TIME_NANOS);
    java.put("event.pid", EventLayout.PID);
    java.put("event.tid", EventLayout.TID);
    java.put("event.syscall", EventLayout.SYSCALL);
    java.put("event.operation", EventLayout.OPERATION);
    java.put("event.file_kind", EventLayout.FILE_KIND);
    java.put("event.path_trust", EventLayout.PATH_TRUST);
    java.put("event.target_trust", EventLayout.TARGET_TRUST);
    java.put("event.device", EventLayout.DEVICE);
    java.put("event.inode", EventLayout.INODE);
    java.put("event.result", EventLayout.RESULT);
    java.put("event.flags", EventLayout.FLAGS);
    java.put("event.segment", EventLayout.SEGMENT);
    java.put("event.comm", EventLayout.COMM);
  }

  private static void slotAndTask(Map<String, Integer> java) {
    java.put("slot.size", SlotCounters.SIZE);
    java.put("slot.generation", 0);
    java.put("slot.completed", SlotCounters.COMPLETED);
    java.put("slot.effects", SlotCounters.EFFECTS);
    java.put("slot.events", SlotCounters.EVENTS);
    java.put("slot.lost", SlotCounters.LOST);
    java.put("slot.bytes", SlotCounters.BYTES);
    java.put("slot.pid_namespace", SlotCounters.PID_NAMESPACE);
    java.put("slot.unreadable", SlotCounters.UNREADABLE);
    java.put("slot.operations", SlotCounters.OPERATIONS);
    java.put("task.size", TaskRecord.SIZE);
    java.put("task.pid", TaskRecord.PID);
    java.put("task.tgid", TaskRecord.TGID);
    java.put("task.sandbox_tgid", TaskRecord.SANDBOX_TGID);
    java.put("task.awake", TaskRecord.AWAKE);
    java.put("task.start_nanos", TaskRecord.START_NANOS);
    java.put("task.runtime_nanos", TaskRecord.RUNTIME_NANOS);
    java.put("task.switches", TaskRecord.SWITCHES);
    java.put("task.comm", TaskRecord.COMM);
  }
}
