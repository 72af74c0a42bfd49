package dev.crab.deploy.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crab.deploy.client.ApiClient;
import java.io.PrintWriter;

/** The demo against an instance that runs on this host: played, told as it goes, verified. */
public final class Demo {
  private static final String SANDBOX = "demo";

  private final String endpoint;
  private final PrintWriter told;

  /**
   * A demo not played yet.
   *
   * @param endpoint base URL of the coordinator
   * @param told where each turn is told as it ends
   */
  public Demo(String endpoint, PrintWriter told) {
    this.endpoint = endpoint;
    this.told = told;
  }

  /** Plays the session; takes about a minute. */
  public Outcome play() throws InterruptedException {
    DemoText text = new DemoText(told);
    DemoRun run = new DemoRun(new RestSandboxOperations(endpoint), SANDBOX, System::nanoTime);
    text.head();
    DemoReport report = run.run(DemoSession.turns(), text::turn, text::phase);
    text.summary(report);
    return new Outcome(report.verified(), ApiClient.JSON.valueToTree(report));
  }

  /** Whether the restored sandbox was the one that was lost, and the whole report. */
  public record Outcome(boolean verified, JsonNode report) {}
}
