package dev.crab.schemas.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of the catalogue that are not there yet. */
public final class TopicProvisioner {
  private final Admin admin;
  private final short replication;

  /**
   * @param replication copies of each partition, from 1
   */
  public TopicProvisioner(Admin admin, short replication) {
    this.admin = admin;
    this.replication = replication;
  }

  /**
   * Creates what is missing; existing topics are left as they are.
   *
   * @return names of the topics created
   * @throws IllegalStateException if a topic can be neither found nor created
   */
  public List<String> ensure() throws InterruptedException {
    List<String> created = new ArrayList<>();
    for (Topic topic : TopicCatalog.all()) {
      if (create(topic)) {
        created.add(topic.name());
      }
    }
    return created;
  }

  private boolean create(Topic topic) throws InterruptedException {
    NewTopic wanted =
        new NewTopic(topic.name(), topic.partitions(), replication).configs(topic.config());
    try {
      admin.createTopics(List.of(wanted)).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw new IllegalStateException(
          "topic " + topic.name() + ": could not be created", e.getCause());
    }
  }
}
