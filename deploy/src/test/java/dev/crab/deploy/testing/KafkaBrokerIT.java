package dev.crab.deploy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.deploy.testing.KafkaBroker.Bootstrap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaBroker.class)
class KafkaBrokerIT {
  @Test
  void shouldCarryRecordsWhenATestAsksForABroker(Bootstrap bootstrap) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap.address()))) {
      admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
    }

    Records.send(bootstrap.address(), "t", List.of("one"));

    assertThat(Records.read(bootstrap.address(), "t", "g", 1)).containsExactly("one");
  }
}
