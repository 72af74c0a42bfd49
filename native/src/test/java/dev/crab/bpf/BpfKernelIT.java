package dev.crab.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BpfKernelIT {
  private static final int SLOT = 3;
  private BpfKernel kernel;
  private TestSandbox sandbox;

  @BeforeAll
  static void needsBpf() {
    BpfAvailability bpf = BpfKernel.availability(BpfKernel.btfPath());
    assumeTrue(
        bpf.isAvailable(), () -> bpf.cause().orElse("") + "; remedy: " + bpf.remedy().orElse(""));
  }

  @BeforeEach
  void start() throws IOException {
    kernel = BpfKernel.open(1 << 20, 1024, BpfKernel.btfPath());
    sandbox = new TestSandbox();
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
    kernel.close();
  }

  private SandboxSelector selector() throws IOException {
    return new SandboxSelector(sandbox.pidNamespace(), 0, sandbox.mountNamespace());
  }

  private List<KernelEvent> drained() {
    List<KernelEvent> events = new ArrayList<>();
    long end = kernel.produced();
    while (kernel.consumed() < end) {
      kernel.drain(0, d -> events.add((KernelEvent) d));
    }
    return events;
  }

  @Test
  void shouldSeeFileCreatedWhenRegistered() throws IOException {
    long generation = kernel.register(SLOT, selector());

    sandbox.run("echo hello > a");

    List<KernelEvent> seen = drained();
    String a = sandbox.folder().resolve("a").toString();
    assertThat(seen)
        .extracting(KernelEvent::operation)
        .containsExactly(Operation.CREATE, Operation.WRITE);
    assertThat(seen)
        .allSatisfy(
            e -> {
              assertThat(e.path()).isEqualTo(a);
              assertThat(e.slot()).isEqualTo(SLOT);
              assertThat(e.generation()).isEqualTo(generation);
              assertThat(e.comm()).isEqualTo("bash");
              assertThat(e.pid()).isEqualTo(sandbox.initPid());
            });
    assertThat(kernel.counters(SLOT).events()).isEqualTo(2);
    assertThat(kernel.status().failedHelpers()).isEmpty();
  }

  @Test
  void shouldFoldRepeatedWritesAndKeepTheBytesWhenOneFileIsWrittenOften() throws IOException {
    kernel.register(SLOT, selector());

    sandbox.run(
        "python3 -S -c 'f=open(\"a\",\"wb\",0)\nfor i in range(10000): f.write(bytes(1000))'");

    List<KernelEvent> writes =
        drained().stream().filter(e -> e.operation() == Operation.WRITE).toList();
    assertThat(kernel.counters(SLOT).effects()).isEqualTo(10_001);
    assertThat(kernel.counters(SLOT).bytes()).isEqualTo(10_000_000);
    assertThat(writes).hasSizeBetween(2, 20);
    assertThat(writes.stream().mapToLong(KernelEvent::result).sum())
        .isBetween(5_000_000L, 10_000_000L);
  }

  @Test
  void shouldCountCompletedCallsWhenNothingChanges() throws IOException {
    kernel.register(SLOT, selector());
    sandbox.run("true");
    long before = kernel.counters(SLOT).completed();

    sandbox.run("cat /etc/passwd > /dev/null");

    assertThat(kernel.counters(SLOT).completed()).isGreaterThan(before);
    assertThat(kernel.counters(SLOT).effects()).isZero();
  }

  @Test
  void shouldSeeNothingWhenAnotherSandboxWrites() throws IOException {
    try (TestSandbox other = new TestSandbox()) {
      kernel.register(SLOT, selector());

      other.run("echo hello > a");

      assertThat(drained()).isEmpty();
    }
  }

  @Test
  void shouldSeeWhatAVisitorChangesInsideAndNothingElseOfHim() throws Exception {
    try (TestGroup group = new TestGroup()) {
      kernel.register(
          SLOT, new SandboxSelector(sandbox.pidNamespace(), group.id(), sandbox.mountNamespace()));
      Path outside = Files.createTempFile("crab-it-", ".tmp");
      String visit =
          "echo $$ > %s/cgroup.procs; echo x > %s; nsenter -m -t %d touch %s/visited; sleep 0.3"
              .formatted(group.folder(), outside, sandbox.initPid(), sandbox.folder());

      Process visitor = new ProcessBuilder("bash", "-c", visit).start();
      Thread.sleep(150);
      List<TaskRecord> tasks = kernel.sample(SLOT);
      visitor.waitFor();

      Files.delete(outside);
      assertThat(drained())
          .extracting(KernelEvent::operation, KernelEvent::path)
          .containsExactly(
              tuple(Operation.CREATE, sandbox.folder() + "/visited"),
              tuple(Operation.TIMES, sandbox.folder() + "/visited"));
      assertThat(tasks).extracting(TaskRecord::pid).containsExactly(sandbox.initPid());
      assertThat(kernel.counters(SLOT).completed()).isZero();
    }
  }

  @Test
  void shouldSeeEverythingWhenKnownByCgroupAlone() throws Exception {
    try (TestGroup group = new TestGroup()) {
      kernel.register(SLOT, new SandboxSelector(0, group.id(), 0));
      String visit =
          "echo $$ > %s/cgroup.procs; cd %s; mkdir m; sleep 0.3"
              .formatted(group.folder(), sandbox.folder());

      Process process = new ProcessBuilder("bash", "-c", visit).start();
      Thread.sleep(150);
      List<TaskRecord> tasks = kernel.sample(SLOT);
      process.waitFor();

      assertThat(drained())
          .extracting(KernelEvent::operation, KernelEvent::path)
          .containsExactly(
              tuple(Operation.WRITE, group.folder() + "/cgroup.procs"),
              tuple(Operation.MKDIR, sandbox.folder() + "/m"));
      assertThat(tasks).extracting(TaskRecord::tgid).contains((int) process.pid());
      assertThat(kernel.counters(SLOT).completed()).isPositive();
    }
  }

  @Test
  void shouldRefuseWhenANamespaceIsRegisteredTwice() throws IOException {
    kernel.register(SLOT, selector());

    assertThatThrownBy(() -> kernel.register(SLOT + 1, selector()))
        .isInstanceOf(BpfException.class)
        .hasMessageContaining("EEXIST");
  }

  @Test
  void shouldSampleThreadsAndNumbersInside() throws IOException {
    kernel.register(SLOT, selector());
    sandbox.run("sleep 99 & until grep -q sleep /proc/$!/comm; do :; done");

    List<TaskRecord> tasks = kernel.sample(SLOT);

    assertThat(tasks).extracting(TaskRecord::comm).containsExactlyInAnyOrder("bash", "sleep");
    assertThat(tasks).extracting(TaskRecord::sandboxTgid).contains(1);
    assertThat(tasks).extracting(TaskRecord::tgid).contains(sandbox.initPid());
  }

  @Test
  void shouldCountNoCallWhenTasksAreFrozenAndGoOn() throws Exception {
    kernel.register(SLOT, selector());
    sandbox.run("sleep 99 & until grep -q sleep /proc/$!/comm; do :; done");
    sandbox.run(
        "python3 -S -c 'import select;e=select.epoll();open(\"up\",\"w\");e.poll()' &"
            + " until [ -e up ]; do :; done");
    Thread.sleep(100); // until they wait
    long before = kernel.counters(SLOT).completed();
    List<TaskRecord> tasks = kernel.sample(SLOT);
    assertThat(tasks).hasSize(3);

    freezeAndThaw(tasks);

    assertThat(kernel.counters(SLOT).completed()).isEqualTo(before);
    assertThat(kernel.sample(SLOT)).isNotEqualTo(tasks);
  }

  private static void freezeAndThaw(List<TaskRecord> tasks) throws Exception {
    try (TestGroup group = new TestGroup()) {
      for (TaskRecord task : tasks) {
        group.add(task.tgid());
      }
      Files.writeString(group.folder().resolve("cgroup.freeze"), "1");
      Thread.sleep(50);
      Files.writeString(group.folder().resolve("cgroup.freeze"), "0");
      Thread.sleep(50);
    }
  }
}
