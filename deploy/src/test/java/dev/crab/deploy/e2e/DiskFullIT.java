package dev.crab.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFullIT {
  @TempDir Path data;
  private Path images;

  @BeforeEach
  void smallDisk() throws IOException, InterruptedException {
    Privileges.assume();
    images = Files.createDirectories(data.resolve("worker/images"));
    Path disk = data.resolve("disk");
    command("truncate", "--size=24M", disk.toString());
    command("mkfs.ext4", "-q", "-F", disk.toString());
    command("mount", "-o", "loop", disk.toString(), images.toString());
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    if (images != null) {
      command("umount", images.toString());
    }
  }

  @Test
  void shouldGoOnUnprotectedWhileTheImageFolderIsFullAndProtectAgainAfter() throws Exception {
    try (LiveInstance crab = LiveInstance.start(data, "crab-it-full")) {
      // Given
      crab.run("full");
      crab.turn("full", "echo kept > /root/kept");

      // When
      JsonNode turn = crab.turn("full", "head -c 40000000 /dev/urandom > /root/large");

      // Then
      assertThat(turn.path("granularity").asText()).isEqualTo("FILESYSTEM");
      assertThat(turn.path("protection").asText()).isEqualTo("unprotected");
      assertThat(turn.path("job").path("failure").path("category").asText()).isEqualTo("DISK_FULL");
      assertThat(crab.exec("full", "cat /root/kept").path("stdout").asText()).isEqualTo("kept\n");
      assertThat(manifests()).hasSize(1);

      JsonNode smaller = crab.turn("full", "rm /root/large && echo more >> /root/kept");
      assertThat(smaller.path("protection").asText()).isEqualTo("durable");
      crab.kill("full");
      crab.restore("full");
      assertThat(crab.exec("full", "cat /root/kept; ls /root").path("stdout").asText())
          .isEqualTo("kept\nmore\nkept\n");
    }
  }

  private List<Path> manifests() throws IOException {
    try (Stream<Path> files = Files.walk(images.resolve("manifests"))) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  private static void command(String... words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(String.join(" ", words) + ": " + said).isZero();
  }
}
