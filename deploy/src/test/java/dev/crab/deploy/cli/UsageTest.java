package dev.crab.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class UsageTest {
  private final CliFixture cli = new CliFixture();

  @TempDir Path folder;

  static List<String> commands() {
    return CliFixture.commands();
  }

  @Test
  void shouldHaveEveryCommandThatWasPromised() {
    assertThat(commands())
        .contains(
            "doctor",
            "up",
            "down",
            "status",
            "sandbox run",
            "sandbox exec",
            "sandbox ls",
            "sandbox rm",
            "turn begin",
            "turn end",
            "turns",
            "checkpoints",
            "restore");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldExplainItselfWhenAskedForHelp(String command) {
    String[] words = (command + " --help").split(" ");

    assertThat(cli.run(words)).isZero();
    assertThat(cli.out()).contains("sage: deploy/crab " + command).contains("--help");
    assertThat(cli.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "sandbox",
        "turn",
        "turns",
        "turns s1 --nonsense",
        "turns s1 s2",
        "turns s1 --limit x",
        "turns s1 -o xml",
        "turn end s1 --wait soon",
        "sandbox exec s1",
        "sandbox exec s1 ls -la",
        "sandbox run",
        "restore s1 --turn 1 --checkpoint c",
        "up --port 70000",
        "up --instance Bad_Name --foreground --port 99999"
      })
  void shouldEndWith2AndPointToHelpWhenUsedWrongly(String line) {
    assertThat(cli.run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
    assertThat(cli.err()).startsWith("crab: ").contains("--help");
    assertThat(cli.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "turns s1",
        "checkpoints s1",
        "restore s1",
        "sandbox ls",
        "sandbox run --name s1",
        "sandbox exec s1 -- true",
        "sandbox kill s1",
        "sandbox rm s1",
        "turn begin s1",
        "turn end s1"
      })
  void shouldEndWith3AndSayHowToStartOneWhenNoInstanceRuns(String line) {
    String data = "--data=" + folder;
    String[] words =
        line.replaceFirst("^(\\w+)( (ls|run|exec|kill|rm|begin|end))?", "$0 " + data).split(" ");

    assertThat(cli.run(words)).isEqualTo(3);
    assertThat(cli.err())
        .contains("expected an instance running on " + folder)
        .contains("deploy/crab up");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void shouldPointToTheSeparatorWhenACommandsFlagsAreTakenForOurs() {
    cli.run("sandbox", "exec", "s1", "ls", "-la");

    assertThat(cli.err()).contains("Put -- before the sandbox's command");
  }

  @Test
  void shouldSayThatNothingRanWhenThereIsNothingToStop() {
    assertThat(cli.run("down", "--data=" + folder, "-o", "json")).isZero();

    assertThat(cli.out()).contains("\"ending\" : \"not_running\"").contains("\"leftovers\" : [ ]");
  }

  @Test
  void shouldTakeDefaultsFromTheEnvironmentButNeverForHelp() {
    EnvironmentDefaults defaults =
        new EnvironmentDefaults(Map.of("CRAB_LIMIT", "7", "CRAB_HELP", "true", "CRAB_FROM", ""));
    CommandLine turns =
        CommandLines.create(new PrintWriter(System.out), new PrintWriter(System.err))
            .getSubcommands()
            .get("turns");
    CommandLine.Model.CommandSpec spec = turns.getCommandSpec();

    assertThat(defaults.defaultValue(spec.findOption("--limit"))).isEqualTo("7");
    assertThat(defaults.defaultValue(spec.findOption("--from"))).isNull();
    assertThat(defaults.defaultValue(spec.findOption("--help"))).isNull();
    assertThat(EnvironmentDefaults.variable("--kafka-port")).isEqualTo("CRAB_KAFKA_PORT");
  }

  @Test
  void shouldReadTimesAsPeopleWriteThem() {
    assertThat(Durations.parse("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(Durations.parse("5")).isEqualTo(Duration.ofSeconds(5));
    assertThat(Durations.parse("2m")).isEqualTo(Duration.ofMinutes(2));
    assertThatThrownBy(() -> Durations.parse("-1s")).hasMessageContaining("500ms");
  }
}
