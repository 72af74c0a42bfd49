package dev.crab.coordinator.domain;

import java.util.Optional;

/** The request id in a restore job's id. */
final class RestoreId {
  private static final String PREFIX = "restore/";

  private RestoreId() {}

  static Optional<String> parse(String jobId) {
    return jobId.startsWith(PREFIX) && jobId.length() > PREFIX.length()
        ? Optional.of(jobId.substring(PREFIX.length()))
        : Optional.empty();
  }
}
