package dev.crab.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
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
    System.out.println(bpf);
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

  private void register() throws IOException {
    kernel.register(SLOT, new SandboxSelector(sandbox.pidNamespace(), 0, sandbox.mountNamespace()));
  }

  private List<KernelEvent> drained() {
    List<KernelEvent> events = new ArrayList<>();
    long end = kernel.produced();
    while (kernel.consumed() < end) {
      kernel.drain(0, d -> events.add((KernelEvent) d));
    }
    return events;
  }

  private List<String> seen(String command) throws IOException {
    sandbox.run(command);
    return drained().stream()
        .map(
            e ->
                e.operation()
                    + " "
                    + e.fileKind()
                    + " "
                    + e.trust()
                    + " "
                    + e.path()
                    + (e.target() == null ? "" : " -> " + e.target()))
        .toList();
  }

  @Test
  void shouldSeeFileCreatedWhenRegistered() throws IOException {
    register();

    List<String> seen = seen("echo hello > a");

    String a = sandbox.folder().resolve("a").toString();
    assertThat(seen).containsExactly("CREATE DISK KERNEL " + a, "WRITE DISK KERNEL " + a);
    assertThat(kernel.counters(SLOT).events()).isEqualTo(2);
    System.out.println(kernel.status() + " " + kernel.sample(SLOT));
    System.out.println(
        seen(
            "echo x >a; echo x >> a; ln a b; mv b c; ln -s c d; mkdir e; rmdir e; rm d; chmod 700 c; touch c; mkfifo f; truncate -s 3 c; cat c; ls"));
  }
}
