package io.leanagentic.extension;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A table that a library shows in consoles, which know nothing of it: what it holds at this moment,
 * such as leases, connections or budgets. Consoles show all of it as text, never as markup.
 *
 * @param title what it is, such as {@code Leases}
 * @param about a sentence or two on how to read it; may be empty
 * @param columns their heads
 * @param rows as many texts each as there are columns; the first says what the row is about
 */
public record Panel(String title, String about, List<String> columns, List<List<String>> rows) {

  /** Checks that each row fits the columns. */
  public Panel {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(about, "about");
    if (title.isBlank()) {
      throw new IllegalArgumentException("the title of a panel is blank; allowed: any text");
    }
    columns = texts(columns, "columns");
    int width = columns.size();
    rows =
        Objects.requireNonNull(rows, "rows").stream()
            .map(row -> texts(row, "a row of rows"))
            .toList();
    for (List<String> row : rows) {
      if (row.size() != width) {
        throw new IllegalArgumentException(
            "a row of the panel '"
                + title
                + "' has "
                + row.size()
                + " texts; allowed: one for each of its "
                + width
                + " columns");
      }
    }
  }

  private static List<String> texts(List<String> texts, String of) {
    Objects.requireNonNull(texts, of)
        .forEach(text -> Objects.requireNonNull(text, () -> "a text in " + of));
    return List.copyOf(texts);
  }

  /** A time as consoles write it. */
  public static String time(Duration time) {
    return time(Objects.requireNonNull(time, "time").toSeconds() * 1e9 + time.toNanosPart());
  }

  /** A time of so many nanoseconds as consoles write it: {@code 4.1 s}, {@code 3 min}. */
  public static String time(double nanos) {
    double value = nanos;
    int unit = 0;
    while (value >= 999.5 && unit < 3) {
      value /= 1_000;
      unit++;
    }
    if (unit == 3 && value >= 120) {
      return String.format(Locale.ROOT, "%.0f min", value / 60);
    }
    String format = unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, format, value, List.of("ns", "µs", "ms", "s").get(unit));
  }
}
