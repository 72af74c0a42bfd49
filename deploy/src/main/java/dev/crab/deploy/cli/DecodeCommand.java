package dev.crab.deploy.cli;

import dev.crab.deploy.client.ApiClient;
import dev.crab.deploy.client.Running;
import dev.crab.deploy.decode.Frames;
import dev.crab.deploy.decode.ValueDecoder;
import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.screen.Screen;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows records that another program fetched. */
@Command(
    name = "decode",
    description = {
      "Shows records of a topic as JSON, one a line, whatever -o says. Reads what kcat writes:",
      "  kcat -C -q -e -b 127.0.0.1:7074 -t crab.decisions -f '%%R%%s' | deploy/crab decode",
      "Debian's and Ubuntu's kcat are built without Avro; one with it needs no help:",
      "  kcat -C -q -e -b … -t crab.decisions -s value=avro -r http://127.0.0.1:7073"
    })
final class DecodeCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "What kcat wrote; standard input unless named.")
  private @Nullable Path file;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "Schema registry; that of the running instance unless named. CRAB_REGISTRY.")
  private @Nullable String registry;

  @Override
  public Integer call() {
    ApiClient schemas = new ApiClient(URI.create(registryUrl() + "/"));
    ValueDecoder decoder = new ValueDecoder(id -> schema(schemas, id));
    Screen screen = common.screen();
    try (InputStream in = new BufferedInputStream(file == null ? System.in : open(file))) {
      Frames frames = new Frames(in);
      for (Optional<byte[]> value = frames.next(); value.isPresent(); value = frames.next()) {
        screen.out().println(decoder.json(value.get()));
      }
      screen.out().flush();
    } catch (IOException e) {
      screen.out().flush();
      throw DeployException.finding(
          String.valueOf(e.getMessage()), "write records with: kcat -C … -f '%R%s'");
    }
    return 0;
  }

  private String registryUrl() {
    return registry == null
        ? Running.require(common.dataDir()).file().endpoint("registry")
        : registry;
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw DeployException.usage("expected a readable file " + file + "; found " + e, "");
    }
  }

  private static String schema(ApiClient schemas, int id) {
    return schemas.get("schemas/ids/" + id, Duration.ofSeconds(10)).path("schema").asText();
  }
}
