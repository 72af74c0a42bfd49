package dev.crab.bpf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Finds what was built for this machine on the class path. */
final class NativeLibrary {
  private NativeLibrary() {}

  private static String architecture() {
    String name = System.getProperty("os.arch", "");
    return switch (name) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64", "arm64" -> "aarch64";
      default -> name;
    };
  }

  private static InputStream open(String file) throws IOException {
    String name = architecture() + "/" + file;
    InputStream in = NativeLibrary.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("expected resource dev/crab/bpf/" + name + "; found none");
    }
    return in;
  }

  static byte[] object() throws IOException {
    try (InputStream in = open("crab.bpf.o")) {
      return in.readAllBytes();
    }
  }

  static Properties layout() throws IOException {
    Properties layout = new Properties();
    try (InputStream in = open("layout.properties")) {
      layout.load(in);
    }
    return layout;
  }

  /** Loads the library from a private folder that is gone again when this returns. */
  @SuppressWarnings("restricted") // the launcher grants native access
  static void load() throws IOException {
    Path folder = Files.createTempDirectory("crab-native-");
    Path file = folder.resolve("libcrab.so");
    try (InputStream in = open("libcrab.so")) {
      Files.copy(in, file);
      System.load(file.toString());
    } catch (UnsatisfiedLinkError e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
