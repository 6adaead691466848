package io.leanagentic.benchmarks;

import io.leanagentic.benchmarks.BenchmarkRow.Measure;
import io.leanagentic.benchmarks.harness.GeneratedSection;
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

  private static String of(Measure measure, Map<BenchmarkRow, Map<Contestant, Measurement>> rows) {
    List<Contestant> columns = new ArrayList<>();
    for (Contestant contestant : Contestant.values()) {
      if (!Contestant.OTHERS.contains(contestant)) {
        columns.add(contestant);
      }
    }
    boolean others =
        rows.entrySet().stream()
            .anyMatch(measured ->
                measured.getKey().measure() == measure
                    && Contestant.OTHERS.stream().anyMatch(measured.getValue()::containsKey));
    var text = new StringBuilder();
    text.append("| ").append(measure.unit).append(" |");
    columns.forEach(contestant -> text.append(' ').append(contestant.title).append(" |"));
    text.append(others ? " others |" : "").append(" Pekko / ours | targets |\n|---|");
    columns.forEach(_ -> text.append("---|"));
    text.append(others ? "---|" : "").append("---|---|\n");
    rows.forEach((row, measured) -> {
      if (row.measure() == measure) {
        text.append(line(row, measured, columns, others));
      }
    });
    return text.toString();
  }

  private static String line(
      BenchmarkRow row,
      Map<Contestant, Measurement> measured,
      List<Contestant> columns,
      boolean others) {
    var cells = new ArrayList<String>();
    cells.add(row.title());
    for (Contestant contestant : columns) {
      cells.add(cell(row, measured, contestant));
    }
    if (others) {
      cells.add(
          Contestant.OTHERS.stream()
              .filter(row.contestants()::contains)
              .map(contestant -> contestant.title + " " + cell(row, measured, contestant))
              .collect(Collectors.joining("; ")));
    }
    double ratio = Target.ratio(measured, Contestant.PEKKO, Contestant.OURS);
    cells.add(Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, "%.1f×", ratio));
    cells.add(
        row.targets().stream()
            .map(target -> target.verdict(measured))
            .collect(Collectors.joining("; ")));
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static String cell(
      BenchmarkRow row, Map<Contestant, Measurement> measured, Contestant contestant) {
    Measurement measurement = measured.get(contestant);
    if (measurement != null) {
      return contestant == Contestant.OURS
          ? "**" + measurement.text("") + "**"
          : measurement.text("");
    }
    return row.contestants().contains(contestant) ? "failed" : "";
  }

  /** Puts {@code text} between the markers of {@code page}. */
  static void writeInto(Path page, String text) throws IOException {
    GeneratedSection.replace(page, BEGIN, END, text);
  }
}
