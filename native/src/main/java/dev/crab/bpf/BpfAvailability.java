package dev.crab.bpf;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether this machine can run the kernel side, found by trying each step.
 *
 * @param steps in the order tried; ends at the first that failed, but for tp_btf, which has a
 *     fallback
 * @param libraryProblem why the native library could not be loaded, or null
 */
public record BpfAvailability(List<PreflightStep> steps, @Nullable String libraryProblem) {
  private static final String CANARY = "canary";

  public BpfAvailability {
    steps = List.copyOf(steps);
  }

  /** Whether every step worked. */
  public boolean isAvailable() {
    return libraryProblem == null
        && failedStep().isEmpty()
        && steps.stream().anyMatch(s -> s.name().equals(CANARY));
  }

  private Optional<PreflightStep> failedStep() {
    return steps.stream().filter(s -> !s.passed() && !s.name().equals("tp_btf")).findFirst();
  }

  /** Why not; empty if available. */
  public Optional<String> cause() {
    if (libraryProblem != null) {
      return Optional.of("native library: " + libraryProblem);
    }
    if (isAvailable()) {
      return Optional.empty();
    }
    return Optional.of(failedStep().map(BpfAvailability::describe).orElse("preflight gave up"));
  }

  /** What to do; empty if available. */
  public Optional<String> remedy() {
    if (libraryProblem != null) {
      return Optional.of("install libbpf 1.x and libelf (Debian, Ubuntu: libbpf1)");
    }
    return isAvailable() ? Optional.empty() : failedStep().map(BpfAvailability::remedyFor);
  }

  private static String describe(PreflightStep s) {
    String what =
        switch (s.name()) {
          case "btf" -> "kernel type information (BTF) not readable at " + s.detail();
          case "ring" -> "the kernel refused a BPF ring buffer map";
          case "program" -> "the kernel refused the system call programs";
          case CANARY -> "the programs are attached but see nothing";
          default -> "step " + s.name() + " failed";
        };
    String detail = s.name().equals("btf") || s.detail().isEmpty() ? "" : ": " + s.detail();
    return what + " (" + Errno.name(s.errno()) + ")" + detail;
  }

  private static String remedyFor(PreflightStep s) {
    return switch (s.name()) {
      case "btf" ->
          "use a kernel built with CONFIG_DEBUG_INFO_BTF (all kernels of Debian 12, 13 and Ubuntu"
              + " 24.04 are), or set CRAB_BTF_PATH to a BTF file of this kernel";
      case "ring" ->
          s.errno() == Errno.EPERM
              ? "run as root or with CAP_BPF, outside a container that drops it"
              : "use kernel 5.17 or newer with CONFIG_BPF_SYSCALL";
      case "program", "attach", "iterator", "sample" ->
          s.errno() == Errno.EPERM || s.errno() == 13
              ? "run as root or with CAP_BPF and CAP_PERFMON; check kernel.perf_event_paranoid and"
                  + " lockdown"
              : "use kernel 5.17 or newer; report the detail above";
      default -> "check that no other tool disables tracepoints; run the preflight again";
    };
  }
}
