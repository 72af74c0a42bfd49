package dev.crab.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.id.CheckpointId;
import dev.crab.worker.lab.Jobs;
import dev.crab.worker.lab.Lab;
import dev.crab.worker.lab.Requirements;
import dev.crab.worker.lab.Session;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckpointIT {
  private Lab lab;
  private Jobs jobs;
  private Session session;

  @BeforeEach
  void open() throws IOException {
    Requirements.criu();
    lab = new Lab();
    jobs = new Jobs(lab);
    session = new Session(lab);
    lab.sandboxes().create(Lab.S, 0);
  }

  @AfterEach
  void close() throws IOException {
    if (lab != null) {
      lab.close();
    }
  }

  private static void completed(JobResult result) {
    assertThat(result.getFailure()).as("%s", result).isNull();
    assertThat(result.getStatus()).isEqualTo(JobStatus.COMPLETED);
  }

  private Manifest newest() throws IOException {
    return lab.worker
        .store()
        .manifest(new CheckpointId(String.valueOf(jobs.newest())))
        .orElseThrow();
  }

  @Test
  void shouldBringBackServerShellAndInterpreterWhenRestoredSeveralTimes() throws IOException {
    session.startServer();
    session.startShell();
    session.startPython();
    session.tell("sh", "cd /usr/lib; export COLOR=green");
    session.tell("py", "x = 41");
    int count = session.count();

    for (int round = 1; round <= 3; round++) {
      JobResult checkpoint = jobs.checkpoint(Granularity.FULL);
      completed(checkpoint);
      assertThat(session.count()).isEqualTo(++count);
      lab.sandboxes().kill(Lab.S);

      JobResult restore = jobs.restore();
      completed(restore);

      assertThat(session.count()).isEqualTo(count);
      assertThat(session.ask("sh", "echo $PWD $COLOR")).isEqualTo("/usr/lib green");
      assertThat(session.ask("py", "x += 1; print(x)")).endsWith(String.valueOf(41 + round));
      session.count();
      count++;
    }
    assertThat(newest().getLayers()).hasSize(3);
    assertThat(newest().getProcessImage().getProcesses()).hasSize(6);
  }
}
