package dev.crab.worker.store;

import dev.crab.schemas.avro.JobResult;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Results of restores, one file each. A restore ends what runs under its name, so that one that was
 * done must never be done again, however often and late its job is delivered.
 */
public final class RestoreLog {
  private final Path folder;

  public RestoreLog(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** The result of a restore that was done. */
  public Optional<JobResult> find(String jobId) throws IOException {
    return AvroJson.read(file(jobId), JobResult.class);
  }

  /** Remembers a result. */
  public void add(JobResult result) throws IOException {
    Path file = file(result.getJobId());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.write(part, AvroJson.write(result));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path file(String jobId) {
    return folder.resolve(URLEncoder.encode(jobId, StandardCharsets.UTF_8) + ".json");
  }
}
