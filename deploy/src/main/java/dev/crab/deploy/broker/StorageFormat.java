package dev.crab.deploy.broker;

import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.failure.DeployException.Category;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** Formats a folder for KRaft, once. */
final class StorageFormat {
  private static final String FORMATTED = "meta.properties";

  private StorageFormat() {}

  /**
   * Does nothing to a formatted folder.
   *
   * @throws DeployException if the folder cannot be made or formatted
   */
  static void ensure(Path dataDir) {
    if (Files.isRegularFile(dataDir.resolve(FORMATTED))) {
      return;
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      Files.createDirectories(dataDir);
      formatter(dataDir, out).run();
    } catch (IOException e) {
      throw failure("expected a writable folder " + dataDir + "; found " + e, e);
    } catch (Exception e) {
      String kafka = said.toString(StandardCharsets.UTF_8).strip();
      throw failure("expected to format " + dataDir + "; found " + e + " " + kafka, e);
    }
  }

  private static DeployException failure(String what, Exception cause) {
    return new DeployException(
        Category.UNAVAILABLE,
        "broker: " + what,
        "make the data folder writable, or choose another with --data",
        cause);
  }

  private static Formatter formatter(Path dataDir, PrintStream out) {
    return new Formatter()
        .setPrintStream(out)
        .setNodeId(BrokerConfig.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
        .setMetadataLogDirectory(dataDir.toString())
        .addDirectory(dataDir.toString());
  }
}
