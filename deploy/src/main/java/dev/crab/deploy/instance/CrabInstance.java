package dev.crab.deploy.instance;

import dev.crab.deploy.broker.BrokerSettings;
import dev.crab.deploy.broker.EmbeddedBroker;
import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.failure.DeployException.Category;
import dev.crab.deploy.port.PortBook;
import dev.crab.deploy.port.PortRole;
import dev.crab.deploy.port.Ports;
import dev.crab.deploy.registry.app.SchemaRegistry;
import dev.crab.schemas.topic.TopicCatalog;
import dev.crab.schemas.topic.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Crab in one process: the one place where everything is wired. */
public final class CrabInstance implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CrabInstance.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

  private final InstanceSettings settings;
  private final Runnable atEnd;
  private final Parts parts;
  private final Map<String, String> endpoints = new ConcurrentSkipListMap<>();
  private volatile boolean claimed;

  private CrabInstance(InstanceSettings settings, Progress progress, Runnable atEnd) {
    this.settings = settings;
    this.atEnd = atEnd;
    this.parts = new Parts(progress, System::nanoTime, STOP_LIMIT);
  }

  /**
   * An instance that is not started yet; closing it is allowed at any moment, by any thread.
   *
   * @param atEnd runs when all parts have stopped and the data folder is still claimed
   */
  public static CrabInstance of(InstanceSettings settings, Progress progress, Runnable atEnd) {
    return new CrabInstance(settings, progress, atEnd);
  }

  /**
   * Starts everything; returns when all of it answers.
   *
   * @throws DeployException if a part does not come up; then all parts are stopped again
   */
  public void start() throws InterruptedException {
    try {
      startParts();
    } catch (InterruptedException | DeployException e) {
      close();
      throw e;
    } catch (Exception e) {
      log.atError().setCause(e).log("instance did not start");
      close();
      throw new DeployException(
          Category.FINDING,
          "expected all parts to start; found " + e,
          "see " + settings.logDir().resolve("crab.log"),
          e);
    }
  }

  private void startParts() throws Exception {
    Path data = settings.dataDir();
    parts.start(
        "data", () -> InstanceLock.take(data, settings.instance()), lock -> data.toString());
    claimed = true;
    parts.start(
        "name",
        () -> InstanceLock.takeName(settings.instance()),
        lock -> "instance " + settings.instance());
    parts.atStop("leftovers", atEnd);
    InstanceFile.remove(data);
    Ports ports = new PortBook(data).resolve(settings.ports());

    EmbeddedBroker broker =
        parts.start(
            "broker",
            () ->
                EmbeddedBroker.start(
                    new BrokerSettings(
                        data.resolve("kafka"),
                        ports.of(PortRole.KAFKA),
                        ports.of(PortRole.CONTROLLER))),
            EmbeddedBroker::bootstrap);
    endpoints.put("kafka", broker.bootstrap());

    SchemaRegistry registry =
        parts.start(
            "registry",
            () -> SchemaRegistry.start(data.resolve("registry"), ports.of(PortRole.REGISTRY)),
            SchemaRegistry::url);
    endpoints.put("registry", registry.url());

    parts.run("topics", () -> provision(broker.bootstrap()));
    new Applications(settings, ports, parts, endpoints).start();
    ready();
  }

  private static String provision(String bootstrap) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      int created = new TopicProvisioner(admin, (short) 1).ensure().size();
      return TopicCatalog.all().size() + " topics, " + created + " new";
    }
  }

  private void ready() {
    ProcessHandle self = ProcessHandle.current();
    Instant began = self.info().startInstant().orElseGet(Instant::now);
    new InstanceFile(
            settings.instance(),
            settings.host().value(),
            self.pid(),
            began,
            Duration.between(began, Instant.now()).toMillis(),
            endpoints,
            settings.logDir().resolve("crab.log"))
        .write(settings.dataDir());
  }

  /** Addresses by part: URLs, for Kafka host and port. */
  public Map<String, String> endpoints() {
    return Map.copyOf(endpoints);
  }

  /** Address of a part that is up. */
  public String endpoint(String part) {
    return endpoints.getOrDefault(part, "");
  }

  /** Stops everything, newest first, each part within a bound. */
  @Override
  public void close() {
    if (claimed) {
      InstanceFile.remove(settings.dataDir());
    }
    parts.stop();
  }
}
