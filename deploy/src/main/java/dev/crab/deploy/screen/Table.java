package dev.crab.deploy.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows below a heading, columns as wide as their widest cell. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String> heading;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> heading) {
    this.heading = heading;
  }

  public static Table of(String... heading) {
    return new Table(List.of(heading));
  }

  /** Adds a row with a cell for each column. */
  public Table row(Object... cells) {
    if (cells.length != heading.size()) {
      throw new IllegalArgumentException(
          "row: expected " + heading.size() + " cells; found " + cells.length);
    }
    rows.add(Arrays.stream(cells).map(c -> Text.plain(c.toString())).toList());
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines, each with its end. */
  public String render(boolean colour) {
    int[] widths =
        IntStream.range(0, heading.size())
            .map(c -> rows.stream().mapToInt(r -> Text.width(r.get(c))).max().orElse(0))
            .toArray();
    for (int c = 0; c < widths.length; c++) {
      widths[c] = Math.max(widths[c], heading.get(c).length());
    }
    StringBuilder text = new StringBuilder();
    text.append(line(heading, widths, colour, true));
    rows.forEach(row -> text.append(line(row, widths, colour, false)));
    return text.toString();
  }

  private static String line(List<String> cells, int[] widths, boolean colour, boolean heading) {
    return IntStream.range(0, cells.size())
            .mapToObj(
                c -> {
                  String cell = cells.get(c);
                  String padding =
                      c == cells.size() - 1 ? "" : " ".repeat(widths[c] - Text.width(cell));
                  Colour hue = heading ? Colour.BOLD : Colour.of(cell);
                  return (colour ? hue.around(cell) : cell) + padding;
                })
            .collect(Collectors.joining(GAP))
            .stripTrailing()
        + "\n";
  }
}
