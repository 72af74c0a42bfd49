package dev.crab.deploy.screen;

import java.time.Duration;
import java.util.Locale;

/** Numbers with their units, three digits at most where that says enough. */
public final class Amount {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Amount() {}

  /** Bytes, by thousands. */
  public static String bytes(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return number(value, unit == 0) + " " + UNITS[unit];
  }

  /** Microseconds as µs, ms or s. */
  public static String micros(long micros) {
    if (micros < 1000) {
      return micros + " µs";
    }
    return micros < 999_500
        ? number(micros / 1e3, false) + " ms"
        : number(micros / 1e6, false) + " s";
  }

  public static String duration(Duration duration) {
    return micros(duration.toNanos() / 1000);
  }

  private static String number(double value, boolean whole) {
    String format = whole || value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
