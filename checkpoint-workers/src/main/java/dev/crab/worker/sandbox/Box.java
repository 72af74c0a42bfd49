package dev.crab.worker.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The program crab-box, unpacked: it makes the system calls that Java has no words for. */
public final class Box {
  private final Path program;

  private Box(Path program) {
    this.program = program;
  }

  /** Unpacks the program into a folder. */
  public static Box unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path part = folder.resolve("crab-box.part");
    Path program = folder.resolve("crab-box");
    try (InputStream bytes = Box.class.getResourceAsStream("crab-box")) {
      if (bytes == null) {
        throw new IOException("crab-box: expected in the jar; found none; build it with Maven");
      }
      Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
    Files.move(part, program, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new Box(program);
  }

  /** A run of the program with an empty environment; its streams are pipes. */
  public ProcessBuilder command(String verb, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(program.toString(), verb));
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    return builder;
  }
}
