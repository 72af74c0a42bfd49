package dev.crab.probe.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crab.bpf.BpfAvailability;
import dev.crab.bpf.BpfKernel;
import dev.crab.bpf.KernelStatus;
import dev.crab.bpf.TestSandbox;
import dev.crab.probe.domain.HostIdentity;
import dev.crab.probe.domain.Registration;
import dev.crab.schemas.avro.LossKind;
import dev.crab.schemas.avro.Marker;
import dev.crab.schemas.avro.MarkerKind;
import dev.crab.schemas.avro.MarkerSource;
import dev.crab.schemas.avro.Observation;
import dev.crab.schemas.avro.Operation;
import dev.crab.schemas.avro.PathTrust;
import dev.crab.schemas.avro.ProcessSample;
import dev.crab.schemas.avro.SyscallEvent;
import dev.crab.schemas.id.HostId;
import dev.crab.schemas.id.SandboxId;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProbeIT {
  private static final SandboxId S1 = new SandboxId("s1");
  private final RecordingPublisher publisher = new RecordingPublisher();
  private BpfKernel kernel;
  private DrainThread drain;
  private TestSandbox sandbox;

  @BeforeAll
  static void needsBpf() {
    BpfAvailability bpf = BpfKernel.availability(BpfKernel.btfPath());
    assumeTrue(
        bpf.isAvailable(), () -> bpf.cause().orElse("") + "; remedy: " + bpf.remedy().orElse(""));
  }

  private void start(int ringBytes) throws Exception {
    kernel = BpfKernel.open(ringBytes, 4096, BpfKernel.btfPath());
    drain =
        Drains.start(
            kernel,
            publisher,
            new HostIdentity(new HostId("here"), "boot"),
            InstantSource.system());
    sandbox = new TestSandbox();
    ask(e -> e.register(new Registration(S1, pidNamespace(), 0, sandbox.initPid(), 0)));
  }

  private long pidNamespace() {
    try {
      return sandbox.pidNamespace();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() throws IOException {
    if (sandbox != null) {
      sandbox.close();
      drain.close();
      kernel.close();
    }
  }

  private <T> T ask(Function<ProbeEngine, CompletionStage<T>> question) throws Exception {
    return drain.ask(question).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** Runs a command as one turn and answers the end marker. */
  private Marker turn(String command) throws Exception {
    publisher.clear();
    ask(e -> e.beginTurn(S1, command, MarkerSource.API));
    sandbox.run(command);
    ask(e -> e.endTurn(S1, null, MarkerSource.API));
    return publisher.last(MarkerKind.TURN_END);
  }

  private String in(String name) {
    return sandbox.folder().resolve(name).toString();
  }

  @Test
  void shouldPublishEffectsBeforeTheMarkerWhenATurnEnds() throws Exception {
    start(1 << 20);

    Marker end = turn("echo hi > a; mv a b; mkdir d; rmdir d; chmod 600 b; mkfifo p; rm p");

    assertThat(publisher.events())
        .extracting(SyscallEvent::getOperation, SyscallEvent::getPath, SyscallEvent::getTarget)
        .containsExactly(
            tuple(Operation.CREATE, in("a"), null),
            tuple(Operation.WRITE, in("a"), null),
            tuple(Operation.RENAME, in("a"), in("b")),
            tuple(Operation.MKDIR, in("d"), null),
            tuple(Operation.RMDIR, in("d"), null),
            tuple(Operation.MODE, in("b"), null),
            tuple(Operation.MKNOD, in("p"), null),
            tuple(Operation.UNLINK, in("p"), null));
    assertThat(publisher.events())
        .extracting(SyscallEvent::getPathTrust)
        .containsOnly(PathTrust.KERNEL, PathTrust.USER);
    assertThat(end.getSurvivors()).isEmpty();
    assertThat(end.getRacing()).isFalse();
    assertThat(end.getTurn()).isEqualTo(1);
    assertThat(end.getKernelEvents()).isEqualTo(8);
    assertThat(end.getKernelLost()).isZero();
    assertThat(publisher.published())
        .extracting(Observation::getSequence)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void shouldShowNothingWhenATurnOnlyReads() throws Exception {
    start(1 << 20);

    turn("ls / > /dev/null; cat /etc/passwd > /dev/null; grep root /etc/group; true | cat");

    assertThat(publisher.events()).isEmpty();
  }

  @Test
  void shouldTellAWriteAgainWhenItHappensInTheNextTurn() throws Exception {
    start(1 << 20);
    turn("exec 5> log; echo 1 >&5; echo 2 >&5");
    assertThat(publisher.events())
        .extracting(SyscallEvent::getOperation)
        .containsExactly(Operation.CREATE, Operation.WRITE);

    turn("echo 3 >&5; echo 4 >&5");

    assertThat(publisher.events())
        .extracting(SyscallEvent::getOperation, SyscallEvent::getPath)
        .containsExactly(tuple(Operation.WRITE, in("log")));
  }

  @Test
  void shouldShowWhoRanWhenProcessesAreSampled() throws Exception {
    start(1 << 20);
    sandbox.run("sleep 1000 & sleep 1001 & (while :; do :; done) & true");
    Thread.sleep(100); // let the sleepers settle
    List<ProcessSample> before = turn("true").getProcesses();

    List<ProcessSample> after = turn("true").getProcesses();

    assertThat(after).hasSize(4);
    List<Boolean> ran =
        after.stream().filter(p -> p.getSandboxPid() != 1).map(p -> !before.contains(p)).toList();
    assertThat(ran).containsExactly(false, false, true);
  }

  @Test
  void shouldSeeSharedMappingWhenAProcessHoldsOne() throws Exception {
    start(1 << 20);
    String program =
        "import mmap,time\\nf=open('m','w+b');f.truncate(4096)\\n"
            + "m=mmap.mmap(f.fileno(),4096);f.close();open('ready','w');time.sleep(1000)";
    Marker end =
        turn(
            "printf \""
                + program
                + "\" > p.py; python3 p.py & while ! [ -e ready ]; do sleep 0.1; done");

    assertThat(publisher.events())
        .extracting(SyscallEvent::getOperation)
        .contains(Operation.SHARED_MAPPING);
    assertThat(end.getProcesses())
        .filteredOn(ProcessSample::getSharedWritableMapping)
        .extracting(ProcessSample::getComm)
        .containsExactly("python3");
  }

  @Test
  void shouldCountExactlyWhenTheRingIsTooSmall() throws Exception {
    start(4096);

    Marker end = turn("for i in {1..3000}; do : > f$i; done; rm f*");

    long got = publisher.events().size();
    assertThat(end.getKernelEvents()).isEqualTo(6000);
    assertThat(got + end.getKernelLost()).isEqualTo(6000);
    assertThat(publisher.losses()).filteredOn(l -> l.getKind() == LossKind.RING_FULL).isNotEmpty();
    assertThat(end.getKernelLost()).isPositive();
  }

  @Test
  void shouldRunNoProgramWhenNoSandboxIsRegistered() throws Exception {
    start(1 << 20);
    assertThat(kernel.status().program()).isEqualTo("tp_btf");

    ask(e -> e.unregister(S1));

    KernelStatus status = ask(e -> CompletableFuture.completedStage(e.kernelStatus()));
    assertThat(status.program()).isEqualTo("none");
    assertThat(publisher.markers().getLast().getKind()).isEqualTo(MarkerKind.GONE);
  }
}
