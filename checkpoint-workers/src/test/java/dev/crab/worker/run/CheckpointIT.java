package dev.crab.worker.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.avro.CheckpointJob;
import dev.crab.schemas.avro.Granularity;
import dev.crab.schemas.avro.JobResult;
import dev.crab.schemas.avro.JobStatus;
import dev.crab.schemas.avro.Manifest;
import dev.crab.schemas.id.CheckpointId;
import dev.crab.worker.lab.Jobs;
import dev.crab.worker.lab.Lab;
import dev.crab.worker.lab.Requirements;
import dev.crab.worker.lab.Session;
import dev.crab.worker.lab.SmallDisk;
import dev.crab.worker.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
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
      completed(jobs.restore());
      assertThat(session.ask("py", "print(x)")).endsWith(String.valueOf(40 + round));
      session.tell("py", "x += 1");
      assertThat(session.count()).isEqualTo(count);
    }
    assertThat(newest().getLayers()).hasSize(3);
    assertThat(newest().getProcessImage().getProcesses()).hasSize(6);
  }

  @Test
  void shouldCopyFilesWithoutFreezeWhenNothingHappens() throws IOException {
    session.startServer();
    completed(jobs.checkpoint(Granularity.FULL));
    String image = newest().getProcessImage().getImageId();
    lab.ok("sleep 0.1; echo new > /root/new");

    JobResult result = jobs.checkpoint(Granularity.FILESYSTEM);

    completed(result);
    assertThat(result.getTimings().getFrozenTimeMicros()).isZero();
    assertThat(result.getGranularity()).isEqualTo(Granularity.FILESYSTEM);
    assertThat(newest().getProcessImage().getImageId()).isEqualTo(image);
    int count = session.count();
    lab.sandboxes().kill(Lab.S);
    completed(jobs.restore());
    assertThat(lab.ok("cat /root/new")).isEqualTo("new");
    assertThat(session.count()).isEqualTo(count);
  }

  @Test
  void shouldFreezeWhenSomethingHappensDuringTheCopy() throws IOException {
    session.startServer();
    completed(jobs.checkpoint(Granularity.FULL));
    AtomicInteger calls = new AtomicInteger();
    lab.probe.activity(() -> "busy " + calls.incrementAndGet());

    JobResult result = jobs.checkpoint(Granularity.FILESYSTEM);

    completed(result);
    assertThat(result.getTimings().getFrozenTimeMicros()).isPositive();
    assertThat(result.getGranularity()).isEqualTo(Granularity.FILESYSTEM);
  }

  @Test
  void shouldDumpTooWhenAHeldFileChanged() throws IOException {
    session.startServer();
    session.startShell();
    lab.ok("sleep 0.1");
    completed(jobs.checkpoint(Granularity.FULL));
    lab.ok("echo outside >> /tmp/sh.out");

    JobResult result = jobs.checkpoint(Granularity.FILESYSTEM);

    completed(result);
    assertThat(result.getGranularity()).isEqualTo(Granularity.FULL);
    assertThat(newest().getProcessImage().getImageId()).isEqualTo(jobs.newest());
  }

  @Test
  void shouldTakeNoFilesWhenOnlyProcessesChanged() throws IOException {
    session.startServer();
    lab.ok("sleep 0.1");
    completed(jobs.checkpoint(Granularity.FULL));
    String layer = newest().getLayers().getFirst().getLayerId();
    int count = session.count();

    JobResult result = jobs.checkpoint(Granularity.PROCESS);

    completed(result);
    assertThat(result.getGranularity()).isEqualTo(Granularity.PROCESS);
    assertThat(result.getFilesystemBytes()).isZero();
    assertThat(newest().getLayers().getFirst().getLayerId()).isEqualTo(layer);
    lab.sandboxes().kill(Lab.S);
    completed(jobs.restore());
    assertThat(session.count()).isEqualTo(count + 1);
  }

  @Test
  void shouldTakeFilesTooWhenTheyChangedAfterAll() throws IOException {
    session.startServer();
    lab.ok("sleep 0.1");
    completed(jobs.checkpoint(Granularity.FULL));
    lab.ok("echo unseen > /root/unseen");

    completed(jobs.checkpoint(Granularity.PROCESS));

    assertThat(newest().getGranularity()).isEqualTo(Granularity.FULL);
    lab.sandboxes().kill(Lab.S);
    completed(jobs.restore());
    assertThat(lab.ok("cat /root/unseen")).isEqualTo("unseen");
  }

  @Test
  void shouldBootAFreshInitWhenNoProcessLived() throws IOException {
    lab.ok("echo kept > /root/kept");
    completed(jobs.checkpoint(Granularity.FILESYSTEM));
    assertThat(newest().getProcessImage()).isNull();
    lab.ok("echo lost > /root/lost");

    completed(jobs.restore());

    assertThat(lab.ok("cat /root/kept; ls /root/lost || true")).isEqualTo("kept");
    assertThat(lab.probe.calls()).anyMatch(c -> c.startsWith("PUT") && c.contains("lastTurn\":1"));
  }

  @Test
  void shouldBringBackEveryKindOfFileWhenRestored() throws IOException {
    lab.ok(
        """
        mkdir -p /data/d && cd /data
        echo one > a; ln a b; ln -s a l; mkfifo f; mknod n c 1 3
        chmod 4751 a; chown 12:34 d; touch -d '2001-02-03 04:05:06.123456789' d
        truncate -s 64M sparse; printf end | dd of=sparse bs=1 seek=67108860 conv=notrunc 2>/dev/null
        python3 -c "import os; os.setxattr('/data/a', 'user.k', b'v'); open(b'/data/\\xff', 'w')"
        rm /etc/hostname /etc/issue; rm -r /etc/profile.d; mkdir /etc/profile.d; echo x > /etc/profile.d/x
        """);
    String print =
        "find /data /etc /root | sort | xargs -d '\n' stat -c '%n %f %u %g %s %Y %h %N'; find /data /etc -type f | sort | xargs -d '\n' sha256sum; stat -c %y /data/d; du -k /data/sparse; stat -c %i /data/a /data/b | uniq | wc -l; python3 -c \"import os; print(os.getxattr('/data/a','user.k'), os.listdir(b'/data'))\"";
    String before = lab.ok(print);
    JobResult result = jobs.checkpoint(Granularity.FULL);
    completed(result);
    assertThat(result.getFilesystemBytes()).isLessThan(1 << 20);
    lab.sandboxes().kill(Lab.S);

    completed(jobs.restore());

    assertThat(lab.ok(print)).isEqualTo(before);
  }

  @Test
  void shouldKeepADeletedFileWhenAProcessHoldsIt() throws IOException {
    lab.ok("echo ghost > /tmp/g; exec 5</tmp/g; rm /tmp/g; sleep 1000 >/dev/null 2>&1 &");
    completed(jobs.checkpoint(Granularity.FULL));
    lab.sandboxes().kill(Lab.S);

    completed(jobs.restore());

    assertThat(lab.ok("cat /proc/$(pgrep -x sleep | tail -n 1)/fd/5")).isEqualTo("ghost");
  }

  @Test
  void shouldRefuseWhenACommandIsStillRunning() throws Exception {
    Thread command = Thread.startVirtualThread(() -> lab.sh("sleep 2; true"));
    lab.ok(
        "for i in $(seq 50); do pgrep -x sleep -c > /tmp/n; [ $(cat /tmp/n) -ge 2 ] && exit 0; sleep 0.02; done; exit 1");
    session.startServer();

    JobResult result = jobs.checkpoint(Granularity.FULL);

    assertThat(result.getStatus()).isEqualTo(JobStatus.REFUSED);
    assertThat(result.getFailure().getCategory()).isEqualTo("EXEC_RUNNING");
    assertThat(result.getFailure().getMessage()).contains("a command that is still running");
    command.join();
    completed(jobs.checkpoint(Granularity.FULL));
  }

  @Test
  void shouldAnswerTheSameWhenAJobComesTwice() throws IOException {
    session.startServer();
    CheckpointJob job = jobs.next(Granularity.FULL);
    JobResult first = lab.worker.jobs().run(job);
    assertThat(lab.worker.jobs().run(job)).isEqualTo(first);
    CheckpointJob restore = jobs.restoreJob(job.getCheckpointId());
    JobResult restored = lab.worker.jobs().run(restore);
    completed(restored);
    lab.ok("touch /root/after");

    assertThat(lab.worker.jobs().run(restore)).isEqualTo(restored);

    assertThat(lab.ok("ls /root/after")).isEqualTo("/root/after");
  }

  @Test
  void shouldRefuseADamagedImageAndLeaveTheSandboxAlone() throws IOException {
    session.startServer();
    completed(jobs.checkpoint(Granularity.FULL));
    Path pages = lab.worker.store().dump(String.valueOf(jobs.newest())).resolve("pages-1.img");
    byte[] bytes = Files.readAllBytes(pages);
    bytes[bytes.length / 2] ^= 1;
    Files.write(pages, bytes);

    JobResult result = jobs.restore();

    assertThat(result.getStatus()).isEqualTo(JobStatus.REFUSED);
    assertThat(result.getFailure().getCategory()).isEqualTo("CORRUPT_IMAGE");
    assertThat(result.getMismatches()).singleElement().asString().contains("process image");
    assertThat(session.count()).isPositive();
  }

  @Test
  void shouldFailAndGoOnWhenTheDiskIsFull() throws Exception {
    lab.close();
    try (SmallDisk disk = SmallDisk.mount(24)) {
      lab = new Lab(disk.folder().resolve("data"));
      jobs = new Jobs(lab);
      session = new Session(lab);
      lab.sandboxes().create(Lab.S, 0);
      session.startServer();
      lab.ok("head -c 9000000 /dev/urandom > /root/blob");

      JobResult result = jobs.checkpoint(Granularity.FULL);

      assertThat(result.getStatus()).isEqualTo(JobStatus.FAILED);
      assertThat(result.getFailure().getCategory()).isEqualTo("DISK_FULL");
      assertThat(session.count()).isPositive();
      assertThat(lab.worker.store().manifests()).isEmpty();
      assertThat(lab.data.resolve("worker/images/layers")).isEmptyDirectory();
      assertThat(lab.data.resolve("worker/images/dumps")).isEmptyDirectory();
      lab.ok("rm /root/blob");
      completed(jobs.checkpoint(Granularity.FULL));
      lab.close();
      lab = null;
    }
  }

  @Test
  void shouldSweepWhatNoManifestNamesWhenOpened() throws IOException {
    completed(jobs.checkpoint(Granularity.FULL));
    Path layers = lab.data.resolve("worker/images/layers");
    Files.createDirectories(layers.resolve("orphan/x"));
    Files.createDirectories(lab.data.resolve("worker/images/dumps/.staging-s1.t9.a0"));

    ImageStore.open(lab.data.resolve("worker/images"));

    assertThat(layers).isDirectoryContaining("glob:**/" + jobs.newest());
    assertThat(layers.resolve("orphan")).doesNotExist();
    assertThat(lab.data.resolve("worker/images/dumps")).isEmptyDirectory();
    completed(jobs.restore());
  }
}
