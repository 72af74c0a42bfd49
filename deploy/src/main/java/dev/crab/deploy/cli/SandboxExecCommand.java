package dev.crab.deploy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crab.deploy.client.ApiClient;
import dev.crab.deploy.screen.Screen;
import dev.crab.deploy.screen.Screen.Form;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command in a sandbox. */
@Command(
    name = "exec",
    customSynopsis = "deploy/crab sandbox exec [OPTIONS] S -- COMMAND...",
    description = {
      "Runs a command in a sandbox and waits for its end.",
      "Its standard output, standard error and exit status are this command's; a command that took"
          + " too long is killed, exit status 124."
    })
final class SandboxExecCommand implements Callable<Integer> {
  private static final Duration MORE_THAN_THE_COMMAND = Duration.ofSeconds(60);
  private static final Duration PIPE_PATIENCE = Duration.ofMillis(300);
  private static final int TIMED_OUT = 124;

  @Mixin private Common common = new Common();

  @Parameters(index = "0", paramLabel = "S", description = "The sandbox.")
  private String sandbox = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The command and its arguments.")
  private List<String> command = List.of();

  @Option(
      names = "--cwd",
      paramLabel = "FOLDER",
      description = "Folder in the sandbox to run it in. CRAB_CWD.")
  private @Nullable String cwd;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "A variable for the command; may be given several times. CRAB_ENV.")
  private Map<String, String> variables = Map.of();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "When it is killed. CRAB_TIMEOUT; ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofMinutes(10);

  @Option(
      names = "--stdin",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description =
          "Whether standard input is handed on: always, never, or auto: a file is, a terminal is"
              + " not, a pipe is if something comes within 0.3 s. CRAB_STDIN; ${DEFAULT-VALUE}.")
  private StandardInput.When stdin = StandardInput.When.AUTO;

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = common.api();
    JsonNode answer =
        api.post(
            "v1/sandboxes/" + ApiClient.segment(sandbox) + "/exec",
            request(),
            timeout.plus(MORE_THAN_THE_COMMAND));
    Screen screen = common.screen();
    if (screen.form() == Form.JSON) {
      screen.result(answer, () -> "");
    } else {
      pass(screen, answer);
    }
    return answer.path("timedOut").asBoolean() ? TIMED_OUT : answer.path("exitCode").asInt(1);
  }

  private ObjectNode request() throws InterruptedException {
    ObjectNode request = ApiClient.JSON.createObjectNode();
    ArrayNode words = request.putArray("command");
    command.forEach(words::add);
    request.put("timeoutMillis", timeout.toMillis());
    if (cwd != null) {
      request.put("cwd", cwd);
    }
    if (!variables.isEmpty()) {
      ObjectNode environment = request.putObject("environment");
      variables.forEach(environment::put);
    }
    new StandardInput(System.in, Common.Terminal.target(0), PIPE_PATIENCE)
        .read(stdin)
        .ifPresent(text -> request.put("stdin", text));
    return request;
  }

  private void pass(Screen screen, JsonNode answer) {
    screen.out().print(answer.path("stdout").asText());
    screen.out().flush();
    screen.err().print(answer.path("stderr").asText());
    screen.err().flush();
    if (answer.path("truncated").asBoolean()) {
      Screen.failure(
          screen.err(), "expected all output; found more than is kept, the rest is cut off", "");
    }
    if (answer.path("timedOut").asBoolean()) {
      Screen.failure(
          screen.err(),
          "expected the command to end within " + timeout.toMillis() + " ms; it was killed",
          "allow more with --timeout");
    }
  }
}
