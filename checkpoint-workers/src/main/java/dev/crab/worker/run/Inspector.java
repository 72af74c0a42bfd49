package dev.crab.worker.run;

import dev.crab.schemas.avro.Granularity;
import dev.crab.worker.domain.CapturePlan;
import dev.crab.worker.domain.CapturePlan.Facts;
import dev.crab.worker.domain.FitCheck;
import dev.crab.worker.domain.Stray;
import dev.crab.worker.sandbox.LiveProcess;
import dev.crab.worker.sandbox.ProcessKey;
import dev.crab.worker.sandbox.Sandbox;
import dev.crab.worker.snapshot.HeldFiles;
import dev.crab.worker.snapshot.TreeScan;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at a running sandbox to plan its capture. */
final class Inspector {
  private final Timer timer;

  Inspector(Timer timer) {
    this.timer = timer;
  }

  /** What has to be captured now. */
  CapturePlan plan(Sandbox sandbox, Granularity asked, Optional<Parent> parent) throws IOException {
    List<ProcessKey> tree = tree(sandbox);
    boolean filesAsked = asked == Granularity.FULL || asked == Granularity.FILESYSTEM;
    Facts facts =
        new Facts(
            parent.isPresent(),
            tree.size() == 1,
            parent.filter(p -> p.manifest().getProcessImage() != null).isPresent(),
            parent.flatMap(p -> misfit(sandbox, p.baseline(), tree)),
            !filesAsked
                && parent.isPresent()
                && isUpperUnchanged(sandbox, parent.get().baseline()));
    return CapturePlan.of(asked, facts);
  }

  /** The processes in init's tree; commands that run from outside are none of them. */
  static List<ProcessKey> tree(Sandbox sandbox) {
    List<LiveProcess> members = sandbox.cgroup().members();
    Set<Long> below =
        Stray.below(sandbox.state().init().pid(), simple(members)).stream()
            .map(Stray.Task::pid)
            .collect(Collectors.toSet());
    return members.stream().map(LiveProcess::key).filter(key -> below.contains(key.pid())).toList();
  }

  static List<Stray.Task> simple(List<LiveProcess> members) {
    return members.stream().map(p -> new Stray.Task(p.key().pid(), p.parent(), p.comm())).toList();
  }

  /** Whether surely no file changed since the baseline. */
  boolean isUpperUnchanged(Sandbox sandbox, Baseline baseline) throws IOException {
    return baseline.upper() != null
        && !baseline.sharedWritable()
        && TreeScan.fingerprint(sandbox.paths().upper())
            .asOf(timer.wallNanos())
            .filter(now -> now.equals(baseline.upper()))
            .isPresent();
  }

  private static Optional<String> misfit(
      Sandbox sandbox, Baseline baseline, List<ProcessKey> tree) {
    if (!new HashSet<>(baseline.processes()).equals(new HashSet<>(tree))) {
      return Optional.of("other processes live than at the dump");
    }
    try (HeldFiles now = new HeldFiles(sandbox.state().init().pid())) {
      return FitCheck.misfit(baseline.held(), now).map(path -> "held file " + path + " changed");
    }
  }
}
