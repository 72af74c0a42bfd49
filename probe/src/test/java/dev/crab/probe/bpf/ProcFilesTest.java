package dev.crab.probe.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.bpf.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcFilesTest {
  @TempDir Path proc;

  @Test
  void shouldFindWhatExistsAndDoubtWhatLiesBehindLinks() throws IOException {
    Path root = Files.createDirectories(proc.resolve("7/root"));
    Files.createDirectories(root.resolve("d/e"));
    Files.writeString(root.resolve("d/f"), "");
    Files.createSymbolicLink(root.resolve("link"), Path.of("/nowhere"));

    List<String> found =
        new ProcFiles(proc)
            .existing(
                7,
                List.of(
                    "/d/f", "/d/gone", "/gone/x", "/d/f/x", "/link", "/link/x", "/a\\xff", "/d/e"));

    assertThat(found).containsExactly("/d/f", "/link", "/link/x", "/a\\xff", "/d/e");
  }

  @Test
  void shouldDoubtAllWhenInitIsGone() {
    assertThat(new ProcFiles(proc).existing(8, List.of("/a"))).containsExactly("/a");
  }

  @Test
  void shouldFindStoresWhenAFileIsMappedSharedAndWritable() throws IOException {
    Path process = Files.createDirectories(proc.resolve("9"));
    String shared = "7f0-7f1 rw-s 00000000 fe:00 123 /data/x\n";
    Files.writeString(process.resolve("maps"), "7f0-7f1 rw-p 00000000 fe:00 12 /lib/x\n");
    assertThat(new ProcFiles(proc).sharesWritableMapping(9)).isFalse();
    Files.writeString(process.resolve("maps"), "7f0-7f1 rw-s 00000000 00:01 12 /memfd:x\n");
    assertThat(new ProcFiles(proc).sharesWritableMapping(9)).isFalse();
    Files.writeString(process.resolve("maps"), shared);

    assertThat(new ProcFiles(proc).sharesWritableMapping(9)).isTrue();
  }

  @Test
  void shouldTellTheNearestMount() {
    MountTable table =
        MountTable.of(
            List.of(
                "1 0 0:1 / / rw - overlay overlay rw",
                "2 1 0:2 / /dev/shm rw shared:1 - tmpfs tmpfs rw",
                "3 1 0:3 / /with\\040space rw - tmpfs tmpfs rw",
                "4 1 0:4 / /proc rw - proc proc rw"));

    assertThat(table.at("/dev/shm/a")).isEqualTo(FileKind.MEMORY);
    assertThat(table.at("/dev/shma")).isEqualTo(FileKind.DISK);
    assertThat(table.at("/with space/x")).isEqualTo(FileKind.MEMORY);
    assertThat(table.at("/proc/1/x")).isEqualTo(FileKind.PROC);
    assertThat(table.hasMemory()).isTrue();
  }
}
