package dev.crab.deploy.instance;

import dev.crab.classifier.app.ClassifierApp;
import dev.crab.classifier.app.ClassifierSettings;
import dev.crab.coordinator.app.CoordinatorApp;
import dev.crab.coordinator.app.CoordinatorSettings;
import dev.crab.deploy.client.ApiClient;
import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.port.PortRole;
import dev.crab.deploy.port.Ports;
import dev.crab.probe.app.ProbeApp;
import dev.crab.probe.app.ProbeSettings;
import dev.crab.worker.app.WorkerApp;
import dev.crab.worker.app.WorkerSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** The four applications, each told where the others are. */
final class Applications {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final int HEARTBEATS = 200;

  private final InstanceSettings settings;
  private final Ports ports;
  private final Parts parts;
  private final Map<String, String> endpoints;
  private final String bootstrap;
  private final String registryUrl;

  /**
   * @param endpoints has Kafka and the registry; gets the applications
   */
  Applications(InstanceSettings settings, Ports ports, Parts parts, Map<String, String> endpoints) {
    this.settings = settings;
    this.ports = ports;
    this.parts = parts;
    this.endpoints = endpoints;
    this.bootstrap = endpoints.getOrDefault("kafka", "");
    this.registryUrl = endpoints.getOrDefault("registry", "");
  }

  void start() throws Exception {
    ProbeApp probe = parts.start("probe", this::probe, app -> app.endpoint().toString());
    endpoints.put("probe", probe.endpoint().toString());
    parts.start("classifier", this::classifier, app -> "group " + name("classifier"));
    CoordinatorApp coordinator =
        parts.start("coordinator", this::coordinator, app -> app.endpoint().toString());
    endpoints.put("coordinator", coordinator.endpoint().toString());
    WorkerApp worker =
        parts.start("worker", () -> worker(probe.endpoint().toString()), WorkerApp::endpoint);
    endpoints.put("worker", worker.endpoint());
    parts.run("host", this::heard);
  }

  /** Only when the coordinator has heard of this host does it take sandboxes. */
  private String heard() throws InterruptedException {
    ApiClient api = new ApiClient(URI.create(endpoints.getOrDefault("coordinator", "")));
    for (int i = 0; i < HEARTBEATS; i++) {
      if (!api.get("/v1/status", HEARTBEAT).path("hosts").isEmpty()) {
        return settings.host().value();
      }
      Thread.sleep(HEARTBEAT.toMillis() / HEARTBEATS);
    }
    throw DeployException.finding(
        "expected the coordinator to hear of host " + settings.host() + "; found it silent",
        "see " + settings.logDir().resolve("crab.log"));
  }

  private ProbeApp probe() {
    ProbeApp app =
        new ProbeApp(
            new ProbeSettings(
                settings.host(),
                bootstrap,
                registryUrl,
                ports.of(PortRole.PROBE),
                ProbeSettings.DEFAULT_RING_BYTES));
    app.start();
    return app;
  }

  private ClassifierApp classifier() throws InterruptedException {
    DeadMembers.remove(bootstrap, name("classifier"));
    ClassifierApp app =
        new ClassifierApp(
            new ClassifierSettings(
                bootstrap, registryUrl, settings.dataDir().resolve("streams"), name("classifier")));
    app.start();
    return app;
  }

  private CoordinatorApp coordinator() throws InterruptedException {
    CoordinatorApp app =
        new CoordinatorApp(
            new CoordinatorSettings(
                bootstrap, registryUrl, ports.of(PortRole.COORDINATOR), name("coordinator")));
    app.start();
    return app;
  }

  private WorkerApp worker(String probeEndpoint) throws InterruptedException {
    WorkerApp app =
        new WorkerApp(
            new WorkerSettings(
                settings.host().value(),
                bootstrap,
                registryUrl,
                settings.dataDir(),
                settings.cacheDir(),
                settings.instance(),
                ports.of(PortRole.WORKER),
                probeEndpoint));
    app.start();
    return app;
  }

  /** The same at every start: it names consumer groups, transactions and local state. */
  private static String name(String application) {
    return "crab-" + application;
  }
}
