package dev.crab.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeInventoryTest {
  @TempDir Path root;
  private TreeInventory before;

  @BeforeEach
  void tree() throws IOException {
    Files.createDirectory(root.resolve("folder"));
    Files.writeString(root.resolve("folder/file"), "one");
    Files.createSymbolicLink(root.resolve("link"), Path.of("folder/file"));
    before = TreeInventory.of(root);
  }

  @Test
  void shouldFindNoDifferenceInTheSameTree() {
    assertThat(TreeInventory.of(root).differencesFrom(before)).isEmpty();
  }

  @Test
  void shouldSeeContentOfTheSameSize() throws IOException {
    Files.writeString(root.resolve("folder/file"), "two");

    assertThat(TreeInventory.of(root).differencesFrom(before))
        .singleElement()
        .asString()
        .contains("/folder/file");
  }

  @Test
  void shouldSeeModesLinksAdditionsAndRemovals() throws IOException {
    Files.setPosixFilePermissions(
        root.resolve("folder"), PosixFilePermissions.fromString("rwx------"));
    Files.delete(root.resolve("link"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("elsewhere"));
    Files.delete(root.resolve("folder/file"));
    Files.writeString(root.resolve("extra"), "");

    assertThat(TreeInventory.of(root).differencesFrom(before)).hasSize(4);
  }
}
