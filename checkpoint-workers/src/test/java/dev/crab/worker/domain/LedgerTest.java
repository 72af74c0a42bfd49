package dev.crab.worker.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crab.schemas.avro.JobKind;
import dev.crab.worker.domain.QuotaLedger.Denial;
import dev.crab.worker.domain.QuotaLedger.Permit;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {
  @Test
  void shouldSayWhyWhenThereIsNoPermit() {
    QuotaLedger ledger = new QuotaLedger(Map.of(JobKind.CHECKPOINT, 1));
    ledger.request(JobKind.CHECKPOINT);

    assertThat(ledger.request(JobKind.CHECKPOINT))
        .isEqualTo(new Denial("CHECKPOINT: 1 of 1 running"));
    assertThat(ledger.request(JobKind.RESTORE)).isInstanceOf(Permit.class);
  }

  @Test
  void shouldRejectAPermitGivenBackTwice() {
    QuotaLedger ledger = new QuotaLedger(Map.of());

    assertThatThrownBy(() -> ledger.release(new Permit(JobKind.RESTORE)))
        .isInstanceOf(IllegalStateException.class);
  }
}
