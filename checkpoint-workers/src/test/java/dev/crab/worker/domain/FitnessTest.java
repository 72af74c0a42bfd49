package dev.crab.worker.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.avro.DumpedProcess;
import dev.crab.schemas.avro.HeldFile;
import dev.crab.worker.domain.Stray.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FitnessTest {
  static final long SECOND = 1_000_000_000L;

  @Test
  void shouldFitWhenEveryHeldFileIsTheSame() {
    List<HeldFile> then = List.of(new HeldFile("/lib", 7L, 100L, true, 5 * SECOND));

    assertThat(FitCheck.misfit(then, p -> Optional.of(new FileFacts(7, 100, 5 * SECOND))))
        .isEmpty();
    assertThat(FitCheck.misfit(then, p -> Optional.of(new FileFacts(8, 100, 5 * SECOND))))
        .contains("/lib");
    assertThat(FitCheck.misfit(then, p -> Optional.of(new FileFacts(7, 101, 5 * SECOND))))
        .contains("/lib");
    assertThat(FitCheck.misfit(then, p -> Optional.of(new FileFacts(7, 100, 6 * SECOND))))
        .contains("/lib");
    assertThat(FitCheck.misfit(then, p -> Optional.empty())).contains("/lib");
  }

  static Optional<String> fingerprint(long changed) {
    UpperFingerprint fingerprint = new UpperFingerprint();
    fingerprint.add(new byte[] {'a'}, 0x81A4, new FileFacts(1, 2, changed));
    return fingerprint.asOf(SECOND);
  }

  @Test
  void shouldNameEachDifferenceOfTwoProcessTables() {
    DumpedProcess init = new DumpedProcess(1, 0, 1, "sleep");
    DumpedProcess server = new DumpedProcess(5, 1, 2, "python3");
    DumpedProcess other = new DumpedProcess(5, 1, 1, "python3");

    assertThat(ProcessTable.differences(List.of(init, server), List.of(server, init))).isEmpty();
    assertThat(ProcessTable.differences(List.of(init, server), List.of(init)))
        .containsExactly("process 5 (python3, parent 1, threads 2): missing");
    assertThat(ProcessTable.differences(List.of(server), List.of(other)))
        .singleElement()
        .asString()
        .contains("threads 2", "threads 1");
    assertThat(ProcessTable.differences(List.of(), List.of(init)))
        .singleElement()
        .asString()
        .contains("unexpected");
  }

  @Test
  void shouldFindTheTopmostProcessOutsideInit() {
    List<Task> members =
        List.of(
            new Task(10, 1, "sleep"),
            new Task(11, 10, "python3"),
            new Task(21, 20, "child"),
            new Task(20, 5, "sh"));

    assertThat(Stray.find(10, members)).map(Task::comm).contains("sh");
    assertThat(Stray.find(10, members.subList(0, 2))).isEmpty();
    assertThat(Stray.below(10, members)).extracting(Task::pid).containsExactly(10L, 11L);
  }

  @Test
  void shouldChangeTheTreeDigestWhenAnythingChanges() {
    TreeEntry base = entry("/a", 0x81A4, 1, "c", Map.of("user.k", "v"));
    assertThat(
            List.of(
                digest(base),
                digest(entry("/b", 0x81A4, 1, "c", Map.of("user.k", "v"))),
                digest(entry("/a", 0x81A5, 1, "c", Map.of("user.k", "v"))),
                digest(entry("/a", 0x81A4, 2, "c", Map.of("user.k", "v"))),
                digest(entry("/a", 0x81A4, 1, "d", Map.of("user.k", "v"))),
                digest(entry("/a", 0x81A4, 1, "c", Map.of("user.k", "w"))),
                digest(entry("/a", 0x81A4, 1, "c", Map.of())),
                digest(base, base)))
        .doesNotHaveDuplicates();
    assertThat(digest(base)).isEqualTo(digest(base)).hasSize(64);
  }

  private static TreeEntry entry(
      String path, int mode, long modified, String content, Map<String, String> attributes) {
    return new TreeEntry(path, mode, 0, 0, 1, modified, 0, 0, content, attributes);
  }

  private static String digest(TreeEntry... entries) {
    TreeDigest digest = new TreeDigest();
    for (TreeEntry entry : entries) {
      digest.add(entry);
    }
    return digest.value();
  }
}
