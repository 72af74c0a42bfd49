package dev.crab.deploy.screen;

import java.util.Locale;

/** Text that is safe and short enough for a terminal. */
public final class Text {
  private Text() {}

  /** Control characters made visible: what a sandbox names its files must not move our cursor. */
  public static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n') {
                plain.append("\\n");
              } else if (c == '\t') {
                plain.append("\\t");
              } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                plain.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                plain.appendCodePoint(c);
              }
            });
    return plain.toString();
  }

  /** At most so many characters, the last one an ellipsis where some were left out. */
  public static String shortened(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** How many columns a terminal gives it, near enough. */
  static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
