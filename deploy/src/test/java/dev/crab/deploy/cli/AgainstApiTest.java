package dev.crab.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.crab.deploy.instance.InstanceFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands against an API that answers what it is told. */
class AgainstApiTest {
  private final CliFixture cli = new CliFixture();
  private final List<String> requests = new ArrayList<>();

  @TempDir Path folder;

  private HttpServer server;
  private AutoCloseable instance;
  private int status = 200;
  private String answer = "{}";

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    instance = InstanceFixture.pretend(folder, "http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() throws Exception {
    instance.close();
    server.stop(0);
  }

  private int run(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of(words));
    int at = all.contains("--") ? all.indexOf("--") : all.size();
    all.add(at, "--data=" + folder);
    return cli.run(all.toArray(String[]::new));
  }

  @Test
  void shouldPassOutputAndExitStatusThroughWhenACommandEnds() throws IOException {
    answer = "{\"exitCode\":7,\"stdout\":\"out\\u001b[1m\",\"stderr\":\"err\",\"timedOut\":false}";

    assertThat(run("sandbox", "exec", "s1", "--env", "A=b", "--stdin", "never", "--", "ls", "-la"))
        .isEqualTo(7);

    assertThat(cli.out()).isEqualTo("out\u001b[1m");
    assertThat(cli.err()).isEqualTo("err");
    assertThat(requests)
        .containsExactly(
            "POST /v1/sandboxes/s1/exec {\"command\":[\"ls\",\"-la\"],\"timeoutMillis\":600000,"
                + "\"environment\":{\"A\":\"b\"}}");
  }

  @Test
  void shouldEndWith124WhenACommandTookTooLong() throws IOException {
    answer = "{\"exitCode\":-1,\"stdout\":\"\",\"stderr\":\"\",\"timedOut\":true}";

    assertThat(run("sandbox", "exec", "s1", "--stdin=never", "--timeout=1s", "--", "sleep", "9"))
        .isEqualTo(124);
    assertThat(cli.err()).contains("--timeout");
  }

  @Test
  void shouldShowATurnAsARowOrAsTheApisDocument() throws IOException {
    answer =
        "[{\"turn\":3,\"label\":\"echo\",\"granularity\":\"FILESYSTEM\",\"reasons\":[{\"code\":"
            + "\"FILE_CHANGED\",\"detail\":\"d\"}],\"netEffects\":[{\"kind\":\"CREATED\",\"path\":"
            + "\"/f\"}],\"netEffectCount\":4,\"events\":5,\"lost\":0,\"decisionLatencyMicros\":1500,"
            + "\"protection\":\"durable\",\"job\":{\"bytesWritten\":2048}}]";

    assertThat(run("turns", "s1")).isZero();
    assertThat(cli.out())
        .contains("FILESYSTEM  FILE_CHANGED")
        .contains("1.50 ms")
        .contains("durable")
        .contains("2.05 kB")
        .contains("created /f, 3 more")
        .doesNotContain("\u001b");

    assertThat(run("turns", "s1", "-o", "json", "--limit", "5")).isZero();
    assertThat(cli.out()).startsWith("[ {").contains("\"granularity\" : \"FILESYSTEM\"");
    assertThat(requests.getLast()).startsWith("GET /v1/sandboxes/s1/turns?limit=5&from=0");
  }

  @Test
  void shouldColourOnlyWhenAsked() throws IOException {
    answer = "[{\"sandbox\":\"s1\",\"state\":\"running\",\"protected\":true}]";

    run("sandbox", "ls", "--color", "always");

    assertThat(cli.out()).contains("\u001b[32mrunning\u001b[0m");
  }

  @Test
  void shouldSayWhatTheApiSaidWhenItRefuses() throws IOException {
    status = 404;
    answer =
        "{\"error\":{\"code\":\"unknown_sandbox\",\"message\":\"expected a; found b\","
            + "\"remedy\":\"do c\"}}";

    assertThat(run("turns", "s1")).isEqualTo(1);
    assertThat(cli.err()).isEqualTo("crab: expected a; found b\n      do c\n");

    status = 400;
    assertThat(run("turn", "begin", "s1")).isEqualTo(2);
    status = 503;
    assertThat(run("sandbox", "run", "--name", "s1")).isEqualTo(3);
    status = 507;
    assertThat(run("restore", "s1")).isEqualTo(1);
  }

  @Test
  void shouldEndWith1WhenARestoreIsNotVerified() throws IOException {
    answer = "{\"checkpointId\":\"s1.t3.a0\",\"verified\":false}";

    assertThat(run("restore", "s1", "--turn", "3")).isEqualTo(1);
    assertThat(requests.getLast()).isEqualTo("POST /v1/sandboxes/s1/restore {\"turn\":3}");
  }

  @Test
  void shouldEscapeNamesSoThatTheyStayOnePartOfThePath() throws IOException {
    run("checkpoints", "a/../b c");

    assertThat(requests.getLast()).startsWith("GET /v1/sandboxes/a%2F..%2Fb%20c/checkpoints");
  }

  @Test
  void shouldRefuseABadNameBeforeItAsksAnybody() throws IOException {
    assertThat(run("sandbox", "run", "--name", "Bad_Name")).isEqualTo(2);
    assertThat(requests).isEmpty();
  }
}
