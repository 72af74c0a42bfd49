package dev.crab.deploy.instance;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Members that a killed instance left in a consumer group. The broker would wait most of a minute
 * for them; but whoever holds the data folder knows that they are dead.
 */
final class DeadMembers {
  private static final Logger log = LoggerFactory.getLogger(DeadMembers.class);
  private static final String REASON = "their process is gone: its data folder is claimed anew";

  private DeadMembers() {}

  /** Removes all members of a group; to be called before any of ours joins it. */
  static void remove(String bootstrap, String group) throws InterruptedException {
    RemoveMembersFromConsumerGroupOptions all = new RemoveMembersFromConsumerGroupOptions();
    all.reason(REASON);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.removeMembersFromConsumerGroup(group, all).all().get();
    } catch (ExecutionException e) {
      // The group is new or empty; were it not, the start would take longer and work all the same.
      log.atDebug().addKeyValue("group", group).setCause(e.getCause()).log("no dead members");
    }
  }
}
