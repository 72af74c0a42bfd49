package dev.crab.bpf;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * State of the kernel side as a whole.
 *
 * @param program program kind in use: none, tp_btf or raw_tp
 * @param missedRuns runs the kernel skipped because the program was running already
 * @param failedHelpers failures of BPF helpers, as "site/errno"
 */
public record KernelStatus(String program, long missedRuns, Map<String, Long> failedHelpers) {
  static final int ERRNOS = 134;

  /** Where helpers fail, in the order of crab_abi.h. */
  static final List<String> SITES =
      List.of("registers", "sandbox", "file", "walk", "text", "ring", "seen", "task");

  public KernelStatus {
    failedHelpers = Map.copyOf(failedHelpers);
  }

  static KernelStatus read(ByteBuffer b) {
    int kind = (int) b.getLong(0);
    Map<String, Long> failed = new TreeMap<>();
    for (int site = 0; site < SITES.size(); site++) {
      for (int errno = 0; errno < ERRNOS; errno++) {
        long count = b.getLong(16 + 8 * (site * ERRNOS + errno));
        if (count != 0) {
          failed.put(SITES.get(site) + "/" + Errno.name(errno), count);
        }
      }
    }
    String program =
        switch (kind) {
          case 1 -> "tp_btf";
          case 2 -> "raw_tp";
          default -> "none";
        };
    return new KernelStatus(program, b.getLong(8), failed);
  }
}
