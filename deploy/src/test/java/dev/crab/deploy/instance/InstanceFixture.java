package dev.crab.deploy.instance;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A data folder that looks as if an instance ran on it. */
public final class InstanceFixture {
  private InstanceFixture() {}

  /** Until it is closed; this process is the instance. */
  public static AutoCloseable pretend(Path folder, String api) throws InterruptedException {
    InstanceLock lock = InstanceLock.take(folder, "crab-test");
    new InstanceFile(
            "crab",
            "host-1",
            ProcessHandle.current().pid(),
            Instant.EPOCH,
            1,
            Map.of("coordinator", api),
            folder.resolve("crab.log"))
        .write(folder);
    return lock;
  }
}
