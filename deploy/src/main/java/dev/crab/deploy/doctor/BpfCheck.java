package dev.crab.deploy.doctor;

import dev.crab.bpf.BpfAvailability;
import dev.crab.bpf.BpfKernel;
import dev.crab.bpf.PreflightStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the kernel lets BPF do, tried step by step. */
record BpfCheck(Supplier<BpfAvailability> trial) implements Check {
  private static final String OPTIONAL_STEP = "tp_btf";

  /** On this machine; CRAB_BTF_PATH may point elsewhere for the kernel's types. */
  static BpfCheck real() {
    return new BpfCheck(() -> BpfKernel.availability(BpfKernel.btfPath()));
  }

  @Override
  public List<Row> rows() {
    BpfAvailability found = trial.get();
    List<Row> rows = new ArrayList<>();
    for (PreflightStep step : found.steps()) {
      rows.add(row(step));
    }
    rows.add(
        found.isAvailable()
            ? Row.ok("bpf", "programs load, attach and see a system call")
            : Row.fail("bpf", found.cause().orElse("unknown"), found.remedy().orElse("")));
    return rows;
  }

  private static Row row(PreflightStep step) {
    String name = "bpf " + step.name();
    if (step.passed()) {
      return Row.ok(name, step.detail().isEmpty() ? "works" : step.detail());
    }
    String detail = step.detail().isEmpty() ? "" : ": " + step.detail();
    String found = "refused, errno " + step.errno() + detail;
    // Whether the main job can run is told once, by the row of the whole.
    return step.name().equals(OPTIONAL_STEP)
        ? Row.warn(name, found, "nothing: another kind of program is used instead")
        : new Row(name, Row.Status.FAIL, false, found, "see bpf");
  }
}
