package dev.crab.worker.criu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
  @Test
  void shouldReadBackADumpRequest() throws IOException {
    Fields request = Fields.parse(CriuRequest.dump(4711, "/cg"));

    assertThat(request.number(1, 0)).isEqualTo(1);
    Fields options = request.message(2).orElseThrow();
    assertThat(options.number(2, 0)).isEqualTo(4711);
    assertThat(options.number(3, 0)).isEqualTo(1);
    assertThat(options.text(44)).isEqualTo("/cg");
    assertThat(options.number(64, 0)).isEqualTo(3);
  }

  @Test
  void shouldNumberInheritedPipesWhenRestoring() throws IOException {
    Fields options =
        Fields.parse(CriuRequest.restore("/root", List.of(7, -1))).message(2).orElseThrow();

    List<Fields> pipes = options.messages(27);
    assertThat(pipes).extracting(p -> p.text(1)).containsExactly("pipe:[7]", "pipe:[4294967295]");
    assertThat(pipes).extracting(p -> p.number(2, 0)).containsExactly(910L, 911L);
  }
}
