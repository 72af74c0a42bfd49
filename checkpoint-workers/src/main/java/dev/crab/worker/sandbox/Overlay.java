package dev.crab.worker.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sandbox's root is mounted from.
 *
 * @param layersFolder folder of the layers
 * @param layers names of layers in it, uppermost first
 * @param rootfs base under all layers
 */
public record Overlay(Path layersFolder, List<String> layers, Path rootfs, SandboxPaths paths) {

  /** The arguments that crab-box takes for it. */
  public List<String> arguments() {
    List<String> lower = new ArrayList<>(layers);
    lower.add(rootfs.toString());
    return List.of(
        "layers=" + layersFolder,
        "lower=" + String.join(":", lower),
        "upper=" + paths.upper(),
        "work=" + paths.work(),
        "merged=" + paths.merged());
  }

  /** The lower folders, uppermost first. */
  public List<Path> lowerFolders() {
    List<Path> folders = new ArrayList<>(layers.stream().map(layersFolder::resolve).toList());
    folders.add(rootfs);
    return folders;
  }
}
