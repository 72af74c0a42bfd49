package dev.crab.deploy.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CRIU: there, new enough, and proved by its self-test on this boot's kernel. */
record CriuCheck(HostFiles files, Commands commands, Path cacheDir) implements Check {
  private static final String SETUP = "run: deploy/crab setup --only criu";

  @Override
  public List<Row> rows() {
    Path criu = cacheDir.resolve("criu/bin/criu");
    if (!Files.isExecutable(criu)) {
      return List.of(Row.fail("criu", "not at " + criu, SETUP));
    }
    List<Row> rows = new ArrayList<>();
    Commands.Result version = commands.run(criu.toString(), "--version");
    rows.add(version(version));
    if (version.good()) {
      rows.add(selfTest());
      rows.add(check(commands.run(criu.toString(), "check")));
    }
    return rows;
  }

  private static Row version(Commands.Result version) {
    if (!version.good()) {
      return Row.fail("criu", "does not start: " + version.firstLine(), SETUP);
    }
    String found = version.firstLine();
    return Versions.in(found).atLeast(4, 2)
        ? Row.ok("criu", found)
        : Row.fail("criu", found + ", older than 4.2", SETUP);
  }

  /** KERNEL BOOT-ID CRIU-VERSION LOCK-DIGEST of the last self-test that passed. */
  private Row selfTest() {
    Optional<String> passed = HostFiles.text(cacheDir.resolve("criu/selftest"));
    if (passed.isEmpty()) {
      return Row.fail("criu-selftest", "has not passed", SETUP);
    }
    String[] fields = passed.get().split("\\s+");
    boolean sameKernel = fields[0].equals(files.kernelRelease());
    boolean sameBoot = fields.length > 1 && fields[1].equals(files.bootId());
    if (sameKernel && sameBoot) {
      return Row.ok("criu-selftest", "dumped and restored a process on this boot");
    }
    return Row.warn(
        "criu-selftest",
        sameKernel ? "passed on an earlier boot" : "passed on kernel " + fields[0],
        SETUP);
  }

  private static Row check(Commands.Result check) {
    return check.good()
        ? Row.ok("criu-check", check.lastLine())
        : Row.warn("criu-check", check.lastLine(), "nothing, if criu-selftest is ok");
  }
}
