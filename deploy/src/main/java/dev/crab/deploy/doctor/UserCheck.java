package dev.crab.deploy.doctor;

import java.util.List;
import java.util.Map;

/** Root, and which of root's capabilities are really there. */
record UserCheck(HostFiles files) implements Check {
  private static final Map<String, Integer> NEEDED =
      Map.of("SYS_ADMIN", 21, "SYS_PTRACE", 19, "NET_ADMIN", 12, "BPF", 39, "PERFMON", 38);
  private static final int SYS_RESOURCE = 24;

  @Override
  public List<Row> rows() {
    return List.of(user(), capabilities());
  }

  private Row user() {
    String uid = files.status("Uid").map(ids -> ids.split("\\s+")[0]).orElse("unknown");
    return uid.equals("0")
        ? Row.ok("user", "root")
        : Row.fail("user", "uid " + uid + ", not root", "run it as root: sudo -E deploy/crab …");
  }

  private Row capabilities() {
    String text = files.status("CapEff").orElse("0");
    long held = Long.parseUnsignedLong(text, 16);
    List<String> missing =
        NEEDED.entrySet().stream()
            .filter(need -> !has(held, need.getValue()))
            .map(need -> "CAP_" + need.getKey())
            .sorted()
            .toList();
    if (!missing.isEmpty()) {
      return Row.fail(
          "capabilities",
          "missing " + String.join(", ", missing),
          "run it as root, outside of a container that drops them (or with --privileged)");
    }
    return has(held, SYS_RESOURCE)
        ? Row.ok("capabilities", "all that are needed")
        : Row.warn(
            "capabilities",
            "missing CAP_SYS_RESOURCE",
            "nothing, unless sandboxes run processes of other users than root");
  }

  private static boolean has(long held, int capability) {
    return (held >>> capability & 1) == 1;
  }
}
