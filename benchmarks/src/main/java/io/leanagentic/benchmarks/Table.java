package io.leanagentic.benchmarks;

import io.leanagentic.benchmarks.Question.Measure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results as Markdown. */
final class Table {
  static final String BEGIN = "<!-- results: written by ./bench -->";
  static final String END = "<!-- end of results -->";

  private Table() {}

  /** Tables of time and of memory, each with the columns in use. */
  static String of(Results results) {
    var parts = new ArrayList<String>();
    for (Measure measure : Measure.values()) {
      if (results.has(measure)) {
        parts.add(of(measure, results.rows()));
      }
    }
    return String.join("\n", parts);
  }

  private static String of(Measure measure, Map<Question, Map<Column, Cell>> rows) {
    List<Column> columns = new ArrayList<>();
    for (Column column : Column.values()) {
      if (!Column.OTHERS.contains(column)) {
        columns.add(column);
      }
    }
    boolean others =
        rows.entrySet().stream()
            .anyMatch(row ->
                row.getKey().measure() == measure
                    && Column.OTHERS.stream().anyMatch(row.getValue()::containsKey));
    var text = new StringBuilder();
    text.append("| ").append(measure.unit).append(" |");
    columns.forEach(column -> text.append(' ').append(column.title).append(" |"));
    text.append(others ? " others |" : "").append(" Pekko / ours | targets |\n|---|");
    columns.forEach(_ -> text.append("---|"));
    text.append(others ? "---|" : "").append("---|---|\n");
    rows.forEach((question, row) -> {
      if (question.measure() == measure) {
        text.append(line(question, row, columns, others));
      }
    });
    return text.toString();
  }

  private static String line(
      Question question, Map<Column, Cell> row, List<Column> columns, boolean others) {
    var cells = new ArrayList<String>();
    cells.add(question.title());
    for (Column column : columns) {
      cells.add(cell(question, row, column));
    }
    if (others) {
      cells.add(
          Column.OTHERS.stream()
              .filter(question.columns()::contains)
              .map(column -> column.title + " " + cell(question, row, column))
              .collect(Collectors.joining("; ")));
    }
    double ratio = Target.ratio(row, Column.PEKKO, Column.OURS);
    cells.add(Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, "%.1f×", ratio));
    cells.add(
        question.targets().stream()
            .map(target -> target.verdict(row))
            .collect(Collectors.joining("; ")));
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String cell(Question question, Map<Column, Cell> row, Column column) {
    Cell cell = row.get(column);
    if (cell != null) {
      return column == Column.OURS ? "**" + cell.text("") + "**" : cell.text("");
    }
    return question.columns().contains(column) ? "failed" : "";
  }

  /** Puts {@code text} between the markers of {@code page}. */
  static void writeInto(Path page, String text) throws IOException {
    Pages.replace(page, BEGIN, END, text);
  }
}
