package dev.crab.deploy.doctor;

import java.nio.file.Path;
import java.util.List;

/** Overlay file systems above the data folder, tried in a mount namespace that ends at once. */
record OverlayCheck(Commands commands, Path dataDir) implements Check {
  private static final String TRIAL =
      "d=$(mktemp -d \"$1/overlay-trial.XXXXXX\") || exit;"
          + " trap 'umount \"$d/merged\" 2> /dev/null; rm -rf \"$d\"' EXIT;"
          + " mkdir \"$d\"/lower \"$d\"/upper \"$d\"/work \"$d\"/merged || exit;"
          + " mount -t overlay overlay -o"
          + " \"lowerdir=$d/lower,upperdir=$d/upper,workdir=$d/work\" \"$d/merged\" || exit;"
          + " echo x > \"$d/merged/x\" && test -s \"$d/upper/x\"";

  @Override
  public List<Row> rows() {
    String folder = Disk.existing(dataDir).toString();
    Commands.Result result =
        commands.run("unshare", "--mount", "sh", "-c", TRIAL, "overlay-trial", folder);
    return List.of(
        result.good()
            ? Row.ok("overlayfs", "mounts and writes in " + folder)
            : Row.fail(
                "overlayfs",
                result.firstLine().isEmpty() ? "no mount in " + folder : result.firstLine(),
                "load the module (modprobe overlay); put the data folder on ext4, XFS or btrfs,"
                    + " not on another overlay"));
  }
}
