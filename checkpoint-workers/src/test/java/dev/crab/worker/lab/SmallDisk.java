package dev.crab.worker.lab;

import dev.crab.worker.sandbox.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** A small ext4 file system on a loop device, gone again when closed. */
public record SmallDisk(Path image, Path folder) implements AutoCloseable {

  public static SmallDisk mount(int megabytes) throws IOException {
    Path image = Files.createTempFile("crab-disk", ".img");
    Path folder = Files.createTempDirectory("crab-disk");
    SmallDisk disk = new SmallDisk(image, folder);
    boolean mounted =
        run("truncate", "-s", megabytes + "M", image.toString())
            && run("mkfs.ext4", "-q", "-m", "0", "-O", "^has_journal", image.toString())
            && run("mount", "-o", "loop", image.toString(), folder.toString());
    if (!mounted) {
      disk.close();
    }
    Assumptions.assumeTrue(
        mounted, "no loop-mounted ext4; remedy: load the loop module, install e2fsprogs");
    return disk;
  }

  private static boolean run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (!run("umount", folder.toString())) {
      run("umount", "-l", folder.toString());
    }
    Trees.delete(folder);
    Files.deleteIfExists(image);
  }
}
