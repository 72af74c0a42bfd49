package dev.crab.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.deploy.port.Loopback;
import dev.crab.deploy.testing.BrokerProcess;
import dev.crab.deploy.testing.Records;
import dev.crab.schemas.topic.TopicCatalog;
import dev.crab.schemas.topic.TopicProvisioner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  private static final String TOPIC = TopicCatalog.DECISIONS.name();

  @TempDir Path folder;

  @Test
  void shouldKeepRecordsAndTopicsWhenRestarted() throws Exception {
    BrokerSettings settings = settings();
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
      assertThat(provision(broker.bootstrap())).hasSize(TopicCatalog.all().size());
      Records.send(broker.bootstrap(), TOPIC, List.of("one", "two"));
    }

    long began = System.nanoTime();
    try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
      System.out.printf("broker restarted in %d ms%n", (System.nanoTime() - began) / 1_000_000);

      assertThat(provision(broker.bootstrap())).isEmpty();
      assertThat(Records.read(broker.bootstrap(), TOPIC, "after", 2)).containsExactly("one", "two");
    }
  }

  @Test
  void shouldKeepCommittedRecordsWhenKilled() throws Exception {
    BrokerSettings settings = settings();
    BrokerProcess first = BrokerProcess.start(settings);
    provision(first.bootstrap());
    Records.send(first.bootstrap(), TOPIC, List.of("one"));

    first.kill();

    long began = System.nanoTime();
    try (BrokerProcess second = BrokerProcess.start(settings)) {
      Records.send(second.bootstrap(), TOPIC, List.of("two"));
      System.out.printf(
          "broker useful %d ms after its kill%n", (System.nanoTime() - began) / 1_000_000);
      assertThat(Records.read(second.bootstrap(), TOPIC, "after", 2)).containsExactly("one", "two");
    }
  }

  private BrokerSettings settings() {
    return new BrokerSettings(
        folder.resolve("kafka"), Loopback.anyFreePort(), Loopback.anyFreePort());
  }

  private static List<String> provision(String bootstrap) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      return new TopicProvisioner(admin, (short) 1).ensure();
    }
  }
}
