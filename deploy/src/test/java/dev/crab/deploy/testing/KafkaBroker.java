package dev.crab.deploy.testing;

import dev.crab.deploy.broker.BrokerSettings;
import dev.crab.deploy.port.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * Gives a test class a broker and its test methods the bootstrap address, as a parameter of type
 * {@link Bootstrap}. The broker is Apache's image where a container engine runs, else the embedded
 * one in a process of its own; which one is printed. One broker serves all classes of a run.
 */
public final class KafkaBroker implements BeforeAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(KafkaBroker.class);
  private static final String IMAGE = "apache/kafka-native:4.1.0";

  /** Address of the broker. */
  public record Bootstrap(String address) {}

  private record Running(String bootstrap, Runnable stop) implements AutoCloseable {
    @Override
    public void close() {
      stop.run();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Bootstrap.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return new Bootstrap(running(context).bootstrap());
  }

  /** Closed by JUnit when the whole run is over. */
  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent("broker", key -> start(), Running.class);
  }

  private static Running start() {
    Running started = hasContainers() ? container() : embedded();
    System.out.println("KafkaBroker: " + started.bootstrap());
    return started;
  }

  private static boolean hasContainers() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException | LinkageError none) {
      return false;
    }
  }

  private static Running container() {
    System.out.println("KafkaBroker: a container engine runs, using " + IMAGE);
    KafkaContainer kafka = new KafkaContainer(IMAGE);
    kafka.start();
    return new Running(kafka.getBootstrapServers(), kafka::stop);
  }

  private static Running embedded() {
    System.out.println("KafkaBroker: no container engine runs, using the embedded broker");
    try {
      Path folder = Files.createTempDirectory("crab-broker");
      BrokerProcess broker =
          BrokerProcess.start(
              new BrokerSettings(folder, Loopback.anyFreePort(), Loopback.anyFreePort()));
      return new Running(
          broker.bootstrap(),
          () -> {
            broker.close();
            delete(folder);
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
