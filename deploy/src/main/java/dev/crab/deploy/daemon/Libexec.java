package dev.crab.deploy.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The launcher's scripts, found through what the launcher exports. */
public record Libexec(Optional<Path> folder) {

  /** Looks where LIBEXEC and CRAB_HOME point. */
  public static Libexec of(Map<String, String> environment) {
    Stream<Path> named = Stream.ofNullable(environment.get("LIBEXEC")).map(Path::of);
    Stream<Path> home =
        Stream.ofNullable(environment.get("CRAB_HOME"))
            .map(Path::of)
            .flatMap(h -> Stream.of(h.resolve("deploy/libexec"), h.resolve("libexec")));
    return new Libexec(
        Stream.concat(named, home)
            .filter(f -> Files.isRegularFile(f.resolve("sweep.sh")))
            .findFirst());
  }

  Optional<Path> script(String name) {
    return folder.map(f -> f.resolve(name));
  }
}
