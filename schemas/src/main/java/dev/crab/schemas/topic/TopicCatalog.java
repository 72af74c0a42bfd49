package dev.crab.schemas.topic;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.HostStatus;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.Request;
import dev.crab.schemas.avro.TurnDecision;
import dev.crab.schemas.topic.Topic.Cleanup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The single list of topics: they are created from it, and their reference page is generated from
 * it.
 */
public final class TopicCatalog {
  private static final Optional<Duration> FOR_EVER = Optional.empty();

  /** What probes see. */
  public static final Topic OBSERVATIONS =
      new Topic(
          "crab.observations",
          "sandbox",
          4,
          Cleanup.DELETE,
          Optional.of(Duration.ofDays(7)),
          Optional.of(Observation.getClassSchema()));

  /** One decision a turn. */
  public static final Topic DECISIONS =
      new Topic(
          "crab.decisions",
          "sandbox",
          4,
          Cleanup.DELETE,
          FOR_EVER,
          Optional.of(TurnDecision.getClassSchema()));

  /** Work for checkpoint workers. */
  public static final Topic JOBS =
      new Topic(
          "crab.jobs",
          "host",
          4,
          Cleanup.DELETE,
          FOR_EVER,
          Optional.of(CheckpointJob.getClassSchema()));

  /** One terminal result a job. */
  public static final Topic RESULTS =
      new Topic(
          "crab.results",
          "sandbox",
          4,
          Cleanup.DELETE,
          FOR_EVER,
          Optional.of(JobResult.getClassSchema()));

  /** Complete checkpoints. */
  public static final Topic MANIFESTS =
      new Topic(
          "crab.manifests",
          "sandbox",
          4,
          Cleanup.DELETE,
          FOR_EVER,
          Optional.of(Manifest.getClassSchema()));

  /** Heartbeats. */
  public static final Topic HOSTS =
      new Topic(
          "crab.hosts",
          "host",
          1,
          Cleanup.COMPACT,
          FOR_EVER,
          Optional.of(HostStatus.getClassSchema()));

  /** What was asked of the coordinator. */
  public static final Topic REQUESTS =
      new Topic(
          "crab.requests",
          "sandbox",
          4,
          Cleanup.DELETE,
          FOR_EVER,
          Optional.of(Request.getClassSchema()));

  /** Records nobody could read, with the reason in their headers. */
  public static final Topic DEAD_LETTERS =
      new Topic(
          "crab.dead-letters",
          "as found",
          1,
          Cleanup.DELETE,
          Optional.of(Duration.ofDays(30)),
          Optional.empty());

  private TopicCatalog() {}

  /** All topics, in the order of the flow. */
  public static List<Topic> all() {
    return List.of(
        OBSERVATIONS, DECISIONS, JOBS, RESULTS, MANIFESTS, HOSTS, REQUESTS, DEAD_LETTERS);
  }
}
