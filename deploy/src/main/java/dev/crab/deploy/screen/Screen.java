package dev.crab.deploy.screen;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Where a command writes: its result to out, as a table or as one JSON document; everything else to
 * err.
 */
public record Screen(PrintWriter out, PrintWriter err, Form form, boolean colour) {
  /** How a result is written. */
  public enum Form {
    TABLE,
    JSON
  }

  /** The result. */
  public void result(JsonNode document, Supplier<String> table) {
    out.print(form == Form.JSON ? document.toPrettyString() + "\n" : table.get());
    out.flush();
  }

  /** A table as text, in this screen's colours. */
  public String rendered(Table table) {
    return table.render(colour);
  }

  /** One step of something that takes a while, in the launcher's form. */
  public void step(String kind, String subject, String text) {
    err.print(String.format(Locale.ROOT, "  %-10s  %-10s  %s%n", kind, subject, Text.plain(text)));
    err.flush();
  }

  /** What went wrong and what to do, in the launcher's form. */
  public static void failure(PrintWriter err, String message, String remedy) {
    err.println("crab: " + Text.plain(message));
    if (!remedy.isEmpty()) {
      err.println("      " + Text.plain(remedy));
    }
    err.flush();
  }
}
