package dev.crab.deploy.broker;

import java.util.HashMap;
import java.util.Map;

/** Kafka's settings for one small node that is broker and controller. */
final class BrokerConfig {
  static final int NODE_ID = 1;
  static final String LOOPBACK = "127.0.0.1";
  static final String CONTROLLER_LISTENER = "CONTROLLER";
  private static final String BROKER_LISTENER = "PLAINTEXT";

  private BrokerConfig() {}

  static Map<String, String> of(BrokerSettings settings) {
    Map<String, String> config = new HashMap<>();
    config.putAll(identity(settings));
    config.putAll(oneReplica());
    config.putAll(small());
    return Map.copyOf(config);
  }

  private static Map<String, String> identity(BrokerSettings settings) {
    String clients = BROKER_LISTENER + "://" + LOOPBACK + ":" + settings.port();
    String controller = LOOPBACK + ":" + settings.controllerPort();
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        Integer.toString(NODE_ID),
        "controller.quorum.voters",
        NODE_ID + "@" + controller,
        "listeners",
        clients + "," + CONTROLLER_LISTENER + "://" + controller,
        "advertised.listeners",
        clients,
        "controller.listener.names",
        CONTROLLER_LISTENER,
        "inter.broker.listener.name",
        BROKER_LISTENER,
        "listener.security.protocol.map",
        "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "log.dirs",
        settings.dataDir().toString(),
        "auto.create.topics.enable",
        "false");
  }

  /** Kafka's own topics, sized for one node. */
  private static Map<String, String> oneReplica() {
    return Map.of(
        "offsets.topic.replication.factor", "1",
        "offsets.topic.num.partitions", "4",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "transaction.state.log.num.partitions", "4",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "share.coordinator.state.topic.num.partitions", "1",
        "group.initial.rebalance.delay.ms", "0");
  }

  /** Threads and buffers for two cores and a small heap. */
  private static Map<String, String> small() {
    return Map.of(
        "num.network.threads", "2",
        "num.io.threads", "2",
        "background.threads", "2",
        "num.recovery.threads.per.data.dir", "2",
        "log.cleaner.threads", "1",
        "log.cleaner.dedupe.buffer.size", "4194304",
        "log.cleaner.io.buffer.size", "131072",
        // A broker that was killed is let in again after this; a busy host must not miss it.
        "broker.session.timeout.ms", "6000",
        "broker.heartbeat.interval.ms", "1000");
  }
}
