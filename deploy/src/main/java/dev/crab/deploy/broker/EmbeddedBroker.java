package dev.crab.deploy.broker;

import dev.crab.deploy.failure.DeployException;
import dev.crab.deploy.failure.DeployException.Category;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One KRaft node, broker and controller at once, with its logs in a folder that outlives it. */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final int READY_SECONDS = 30;

  private final BrokerSettings settings;
  private final KafkaRaftServer server;

  private EmbeddedBroker(BrokerSettings settings, KafkaRaftServer server) {
    this.settings = settings;
    this.server = server;
  }

  /**
   * Formats the folder if it is new, starts the node and waits until it answers a client.
   *
   * @throws DeployException if it does not come up
   */
  public static EmbeddedBroker start(BrokerSettings settings) throws InterruptedException {
    StorageFormat.ensure(settings.dataDir());
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(BrokerConfig.of(settings), false), Time.SYSTEM);
    EmbeddedBroker broker = new EmbeddedBroker(settings, server);
    try {
      server.startup();
      broker.awaitAnswer();
    } catch (RuntimeException | InterruptedException e) {
      broker.close();
      throw e;
    }
    log.atInfo().addKeyValue("bootstrap", broker.bootstrap()).log("broker ready");
    return broker;
  }

  /** Address for clients. */
  public String bootstrap() {
    return BrokerConfig.LOOPBACK + ":" + settings.port();
  }

  private void awaitAnswer() throws InterruptedException {
    Map<String, Object> client =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap(),
            AdminClientConfig.CLIENT_ID_CONFIG,
            "crab-broker-ready",
            AdminClientConfig.RETRY_BACKOFF_MS_CONFIG,
            50,
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            50,
            AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
            50);
    try (Admin admin = Admin.create(client)) {
      admin.describeCluster().nodes().get(READY_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new DeployException(
          Category.FINDING,
          "broker: expected an answer on "
              + bootstrap()
              + " within "
              + READY_SECONDS
              + " s; found none",
          "see the log for Kafka's reason",
          e);
    }
  }

  /** Stops the node and waits until its logs are closed. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
