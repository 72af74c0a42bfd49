package dev.crab.deploy.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine's files below a root, which tests choose. */
record HostFiles(Path root) {
  Path at(String absolute) {
    return root.resolve(absolute.substring(1));
  }

  /** Text of a file without white space around; empty if it cannot be read. */
  Optional<String> text(String absolute) {
    return text(at(absolute));
  }

  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  List<String> lines(String absolute) {
    return text(absolute).map(text -> text.lines().toList()).orElse(List.of());
  }

  /** The value after "Name:" in /proc/self/status. */
  Optional<String> status(String name) {
    return lines("/proc/self/status").stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  String kernelRelease() {
    return text("/proc/sys/kernel/osrelease").orElse("unknown");
  }

  String bootId() {
    return text("/proc/sys/kernel/random/boot_id").orElse("unknown");
  }
}
