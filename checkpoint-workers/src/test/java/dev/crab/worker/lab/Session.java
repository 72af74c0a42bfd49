package dev.crab.worker.lab;

import dev.crab.worker.sandbox.ExecRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The processes of an agent's session: a counting server, a shell and an interpreter. */
public final class Session {
  private static final String SERVER =
      """
      import http.server
      class H(http.server.BaseHTTPRequestHandler):
          n = 0
          def do_GET(self):
              H.n += 1
              body = str(H.n).encode()
              self.send_response(200)
              self.send_header('Content-Length', str(len(body)))
              self.end_headers()
              self.wfile.write(body)
      http.server.HTTPServer(('127.0.0.1', 8000), H).serve_forever()
      """;

  private final Lab lab;

  public Session(Lab lab) {
    this.lab = lab;
  }

  /** A server that logs to the command's own stderr, as a careless agent starts it. */
  public void startServer() {
    lab.ok("cat > /root/server.py <<'EOF'\n" + SERVER + "EOF\npython3 /root/server.py &");
    lab.ok(
        "for i in $(seq 50); do curl -s localhost:8000 >/dev/null && exit 0; sleep 0.1; done; exit 1");
  }

  /** One request; answers the counter. */
  public int count() {
    return Integer.parseInt(lab.ok("curl -s --max-time 5 localhost:8000"));
  }

  /** A program that reads a FIFO line by line and writes to a file. */
  public void startReader(String name, String program) {
    lab.ok(
        "cd /tmp && mkfifo %1$s.in && touch %1$s.out && (sleep infinity > %1$s.in & exec %2$s < %1$s.in > %1$s.out 2>&1) &"
            .formatted(name, program));
  }

  /** Sends a line. */
  public void tell(String name, String line) {
    lab.sandboxes()
        .exec(
            Lab.S,
            new ExecRequest(
                List.of("sh", "-c", "cat > /tmp/" + name + ".in"),
                "/",
                Map.of(),
                line + "\n",
                Duration.ofSeconds(10)));
  }

  /** Sends a line and waits for the program to answer with one more. */
  public String ask(String name, String line) {
    String before = lab.ok("wc -l < /tmp/" + name + ".out");
    tell(name, line);
    return lab.ok(
        "for i in $(seq 100); do [ $(wc -l < /tmp/%1$s.out) -gt %2$s ] && tail -n 1 /tmp/%1$s.out && exit 0; sleep 0.05; done; exit 1"
            .formatted(name, before));
  }

  public void startShell() {
    startReader("sh", "bash");
  }

  public void startPython() {
    lab.ok("echo 'import sys\ng = {}\nfor line in sys.stdin: exec(line, g)' > /root/repl.py");
    startReader("py", "python3 -u /root/repl.py");
  }
}
