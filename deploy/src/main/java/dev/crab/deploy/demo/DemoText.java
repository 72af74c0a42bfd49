package dev.crab.deploy.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The demo for a terminal: two lines a turn, a table at the end. */
final class DemoText {
  private static final int PATHS_SHOWN = 2;

  private final PrintWriter out;

  DemoText(PrintWriter out) {
    this.out = out;
  }

  void head() {
    out.println(
        "turn  decision    decided  events/lost  job       frozen     bytes  hidden  what the agent did");
    out.flush();
  }

  void turn(TurnReport turn) {
    out.printf(
        Locale.ROOT,
        "%4d  %-10s  %7s  %11s  %-8s %7s %9s  %-6s  %s%n",
        turn.turn(),
        turn.granularity(),
        millis(turn.decisionLatencyMicros()),
        turn.events() + "/" + turn.lost(),
        job(turn),
        turn.jobStatus() == null ? "-" : millis(turn.frozenTimeMicros()),
        turn.jobStatus() == null ? "-" : bytes(turn.writtenBytes()),
        turn.hidden() == null ? "-" : turn.hidden() ? "yes" : "NO",
        turn.title() + (turn.exitCode() == 0 ? "" : " [exit " + turn.exitCode() + "]"));
    out.println("      $ " + firstLine(turn.command()));
    out.println("      " + evidence(turn));
    if (turn.failure() != null) {
      out.println("      not protected: " + turn.failure());
    }
    out.flush();
  }

  void phase(String text) {
    out.println("      " + text);
    out.flush();
  }

  void summary(DemoReport report) {
    out.println();
    out.println("Summary");
    for (Map.Entry<String, Long> entry : report.turnsByGranularity().entrySet()) {
      row("turns " + entry.getKey(), Long.toString(entry.getValue()));
    }
    row("events lost", Long.toString(report.eventsLost()));
    row("written by checkpoints", bytes(report.writtenBytes()));
    row("a full checkpoint every turn", bytes(report.fullEveryTurnBytes()));
    if (report.fullEveryTurnBytes() > 0) {
      row(
          "saved",
          String.format(
              Locale.ROOT,
              "%.1f %%",
              100.0 - 100.0 * report.writtenBytes() / report.fullEveryTurnBytes()));
    }
    row("restored from", report.restoredCheckpoint() + " in " + millis(report.restoreMicros()));
    row("files compared", Integer.toString(report.filesCompared()));
    row("recovery verified", report.verified() ? "yes" : "NO");
    report.differences().stream().limit(20).forEach(difference -> out.println("    " + difference));
    out.flush();
  }

  private void row(String name, String value) {
    out.printf(Locale.ROOT, "  %-30s %s%n", name, value);
  }

  private static String evidence(TurnReport turn) {
    StringBuilder line = new StringBuilder(String.join("; ", turn.reasons()));
    append(line, turn.netEffects(), turn.netEffectCount());
    append(line, turn.processEffects(), turn.processEffects().size());
    if (turn.cancelledEffects() > 0) {
      line.append(" | ").append(turn.cancelledEffects()).append(" cancelled");
    }
    return line.toString();
  }

  private static void append(StringBuilder line, List<String> effects, long count) {
    if (!effects.isEmpty()) {
      line.append(" | ")
          .append(String.join(", ", effects.subList(0, Math.min(PATHS_SHOWN, effects.size()))));
      if (count > PATHS_SHOWN) {
        line.append(", … ").append(count).append(" in all");
      }
    }
  }

  private static String job(TurnReport turn) {
    if (turn.jobStatus() == null) {
      return "-";
    }
    return turn.jobStatus().equals("COMPLETED")
        ? "done"
        : turn.jobStatus().toLowerCase(Locale.ROOT);
  }

  private static String firstLine(String command) {
    String line = command.lines().findFirst().orElse("(no tool call)");
    return line.length() > 100 ? line.substring(0, 99) + "…" : line;
  }

  static String millis(long micros) {
    return String.format(Locale.ROOT, "%.1f ms", micros / 1000.0);
  }

  static String bytes(long bytes) {
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
