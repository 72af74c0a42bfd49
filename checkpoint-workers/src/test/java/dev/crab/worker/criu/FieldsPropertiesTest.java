package dev.crab.worker.criu;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FieldsPropertiesTest {
  @Property
  void shouldNeverFailOtherwiseThanWithAnIoExceptionWhenFedGarbage(@ForAll byte[] bytes) {
    assertThatCode(
            () -> {
              try {
                Fields.parse(bytes);
              } catch (IOException expected) {
                // Garbage is refused.
              }
            })
        .doesNotThrowAnyException();
  }
}
