package dev.crab.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BpfAvailabilityTest {
  private static BpfAvailability of(String report) {
    return new BpfAvailability(PreflightStep.parse(report), null);
  }

  @Test
  void shouldBeAvailableWhenTheCanaryArrived() {
    BpfAvailability found = of("btf\t0\t/x\nring\t0\t\nprogram\t0\ttp_btf\ncanary\t0\t\n");

    assertThat(found.isAvailable()).isTrue();
    assertThat(found.cause()).isEmpty();
    assertThat(found.remedy()).isEmpty();
  }

  @Test
  void shouldNameTheRightWhenTheRingIsRefused() {
    BpfAvailability found = of("btf\t0\t/x\nring\t1\tring of 4096\n");

    assertThat(found.isAvailable()).isFalse();
    assertThat(found.cause()).hasValueSatisfying(c -> assertThat(c).contains("EPERM"));
    assertThat(found.remedy()).hasValueSatisfying(r -> assertThat(r).contains("CAP_BPF"));
  }

  @Test
  void shouldForgiveWhenOnlyTheTypedProgramIsRefused() {
    BpfAvailability found = of("btf\t0\t/x\ntp_btf\t22\tno\nprogram\t0\traw_tp\ncanary\t0\t\n");

    assertThat(found.isAvailable()).isTrue();
  }

  @Test
  void shouldSayWhatToInstallWhenTheLibraryIsMissing() {
    BpfAvailability found = new BpfAvailability(List.of(), "libbpf.so.1: cannot open");

    assertThat(found.isAvailable()).isFalse();
    assertThat(found.remedy()).hasValueSatisfying(r -> assertThat(r).contains("libbpf1"));
  }

  @Test
  void shouldBeUnavailableWhenThereIsNoBtf() {
    BpfAvailability found = BpfKernel.availability("/nonexistent/btf");

    assertThat(found.isAvailable()).isFalse();
    assertThat(found.cause())
        .hasValueSatisfying(c -> assertThat(c).contains("BTF", "/nonexistent/btf", "ENOENT"));
    assertThat(found.remedy()).hasValueSatisfying(r -> assertThat(r).contains("CRAB_BTF_PATH"));
  }
}
