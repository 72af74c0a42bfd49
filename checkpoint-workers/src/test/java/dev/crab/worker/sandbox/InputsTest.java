package dev.crab.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crab.worker.app.WorkerSettings;
import dev.crab.worker.domain.WorkerFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputsTest {
  @Test
  void shouldFindTheUnifiedMountBesideControllersOfVersionOne() {
    List<String> mountinfo =
        List.of(
            "40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd",
            "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime shared:9 - cgroup2 cgroup2 rw");

    assertThat(CgroupMount.parse(mountinfo)).contains(Path.of("/sys/fs/cgroup/unified"));
    assertThat(CgroupMount.parse(mountinfo.subList(0, 1))).isEmpty();
  }

  @Test
  void shouldRefuseBadCommands() {
    refuses(() -> request(List.of(), "/", Map.of(), 1), "command");
    refuses(() -> request(List.of("a\0b"), "/", Map.of(), 1), "NUL");
    refuses(() -> request(List.of("ls"), "here", Map.of(), 1), "absolute");
    refuses(() -> request(List.of("ls"), "/", Map.of("A=B", "c"), 1), "environment");
    refuses(() -> request(List.of("ls"), "/", Map.of(), 0), "timeoutMillis");
  }

  @Test
  void shouldRefuseFoldersThatNoMountOptionCanName() {
    for (String folder : List.of("/run/crab", "/var/a:b", "/var/a,b", "/var/a b")) {
      assertThatThrownBy(
              () -> new WorkerSettings("h", "", "", Path.of(folder), Path.of("/c"), "crab", 0, ""))
          .hasMessageContaining("dataDir");
    }
  }

  private static ExecRequest request(
      List<String> command, String cwd, Map<String, String> environment, long millis) {
    return new ExecRequest(command, cwd, environment, null, Duration.ofMillis(millis));
  }

  private static void refuses(Runnable request, String word) {
    assertThatThrownBy(request::run).isInstanceOf(WorkerFault.class).hasMessageContaining(word);
  }
}
