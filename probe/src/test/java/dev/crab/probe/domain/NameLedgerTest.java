package dev.crab.probe.domain;

import static dev.crab.schemas.avro.Operation.CREATE;
import static dev.crab.schemas.avro.Operation.LINK;
import static dev.crab.schemas.avro.Operation.MKDIR;
import static dev.crab.schemas.avro.Operation.RENAME;
import static dev.crab.schemas.avro.Operation.RMDIR;
import static dev.crab.schemas.avro.Operation.UNLINK;
import static dev.crab.schemas.avro.Operation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crab.schemas.avro.FileKind;
import dev.crab.schemas.avro.Operation;
import dev.crab.schemas.avro.PathTrust;
import dev.crab.schemas.avro.SyscallEvent;
import org.junit.jupiter.api.Test;

class NameLedgerTest {
  private final NameLedger ledger = new NameLedger(4, 1_000);

  private void note(Operation operation, String path, String target) {
    ledger.note(
        new SyscallEvent(
            1L,
            1,
            1,
            "sh",
            operation,
            FileKind.DISK,
            path,
            target,
            PathTrust.KERNEL,
            0L,
            0L,
            0L,
            0,
            0L));
  }

  @Test
  void shouldHoldNothingWhenWhatExistedIsRemoved() {
    note(UNLINK, "/old", null);
    note(WRITE, "/old2", null);

    assertThat(ledger.transients()).hasValueSatisfying(t -> assertThat(t).isEmpty());
  }

  @Test
  void shouldHoldANameWhenItCameAndWent() {
    note(CREATE, "/a", null);
    note(CREATE, "/b", null);
    note(UNLINK, "/a", null);

    assertThat(ledger.transients()).hasValueSatisfying(t -> assertThat(t).containsExactly("/a"));
  }

  @Test
  void shouldForgetItWhenItCameBack() {
    note(MKDIR, "/a", null);
    note(RMDIR, "/a", null);
    note(MKDIR, "/a", null);

    assertThat(ledger.transients()).hasValueSatisfying(t -> assertThat(t).isEmpty());
  }

  @Test
  void shouldFollowWhatLiesBelowWhenAFolderIsRenamed() {
    note(MKDIR, "/d", null);
    note(CREATE, "/d/f", null);
    note(RENAME, "/d", "/e");
    note(UNLINK, "/e/f", null);

    assertThat(ledger.transients())
        .hasValueSatisfying(t -> assertThat(t).containsExactly("/d", "/d/f", "/e/f"));
  }

  @Test
  void shouldCountTheNewNameWhenLinked() {
    note(LINK, "/old", "/new");
    note(UNLINK, "/new", null);

    assertThat(ledger.transients()).hasValueSatisfying(t -> assertThat(t).containsExactly("/new"));
  }

  @Test
  void shouldGiveUpUntilClearedWhenThereAreTooMany() {
    for (int i = 0; i < 5; i++) {
      note(CREATE, "/" + i, null);
    }
    assertThat(ledger.transients()).isEmpty();

    ledger.clear();

    assertThat(ledger.transients()).isPresent();
  }
}
