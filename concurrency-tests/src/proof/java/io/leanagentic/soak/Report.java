package io.leanagentic.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What a soak has seen: a table, and a picture over time. */
final class Report {
  /** What is below it in the document comes from here. */
  private static final String MARK = "<!-- results: written by ./soak --keep -->\n";

  private static final int ROWS = 15;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 90;

  private final Options options;
  private final List<Round> rounds;

  Report(Options options, List<Round> rounds) {
    this.options = options;
    this.rounds = rounds;
  }

  /** Leaves the table and the picture in {@code folder}. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("soak.md"), table());
    Files.writeString(folder.resolve("soak.svg"), picture());
  }

  /** Replaces the results in {@code documents}. */
  void keep(Path documents) throws IOException {
    Path page = documents.resolve("soak.md");
    String text = Files.readString(page);
    int mark = text.indexOf(MARK);
    if (mark < 0) {
      throw new IOException(page + " has no line " + MARK.strip());
    }
    Files.writeString(page, text.substring(0, mark) + MARK + table());
    Files.writeString(documents.resolve("pictures/soak.svg"), picture());
  }

  /** As Markdown: about {@link #ROWS} of the rounds, always the last one. */
  String table() {
    Round last = rounds.getLast();
    var now = last.now();
    var text = new StringBuilder();
    text.append(
        format(
            "%.1f minutes, seed %d, %d rounds; %s, %d processors, heap of at most %.0f MB.%n%n",
            last.at().toMillis() / 60_000.0,
            options.seed(),
            rounds.size(),
            "OpenJDK " + Runtime.version(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.getRuntime().maxMemory() / 1e6));
    text.append(
        format(
            "In all %,d messages handled, %,d dead letters, %,d refused; %,d agents spawned,%n%,d failures, %,d"
                + " restarts, %,d parks of agents, %,d cycles opened,%n%,d agents that held their worker.%n%n",
            now.handled(),
            now.deadLetters(),
            now.rejected(),
            now.agentsSpawned(),
            now.failures(),
            now.restarts(),
            now.agentParks(),
            now.cyclesOpened(),
            now.stuck()));
    text.append("| s | messages/s | dead letters | failures | answers, ms: p50 | p99 | max ");
    text.append("| MB in use | threads | problems |\n|---|---|---|---|---|---|---|---|---|---|\n");
    int step = Math.max(1, Math.ceilDiv(rounds.size(), ROWS));
    for (int i = 0; i < rounds.size(); i++) {
      if (i % step == step - 1 || i == rounds.size() - 1) {
        text.append(row(rounds.get(i)));
      }
    }
    return text.toString();
  }

  private static String row(Round it) {
    return format(
        "| %,d | %,.0f | %,d | %,d | %.2f | %.1f | %.1f | %.1f | %d | %s |%n",
        it.at().toSeconds(),
        it.rate(),
        it.now().deadLetters() - it.before().deadLetters(),
        it.now().failures() - it.before().failures(),
        it.p50(),
        it.p99(),
        it.max(),
        it.megabytes(),
        it.threads(),
        it.problems().isEmpty() ? "none" : String.join("; ", it.problems()).replace("|", "\\|"));
  }

  /** As SVG: one curve below the other. */
  String picture() {
    var text = new StringBuilder();
    text.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
            WIDTH + 40, 3 * (HEIGHT + 40) + 20));
    curve(text, 0, "messages per second", "#1f77b4", Round::rate);
    curve(text, 1, "ms for one answer in 100 or more", "#d62728", Round::p99);
    curve(text, 2, "MB in use at rest", "#2ca02c", Round::megabytes);
    text.append(
        format(
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%,d s</text>%n</svg>%n",
            WIDTH + 20, 3 * (HEIGHT + 40) + 8, rounds.getLast().at().toSeconds()));
    return text.toString();
  }

  private void curve(
      StringBuilder text, int row, String title, String colour, ToDoubleFunction<Round> value) {
    double most = Math.max(1e-3, rounds.stream().mapToDouble(value).max().orElse(0));
    double length = rounds.getLast().at().toNanos();
    int floor = (row + 1) * (HEIGHT + 40) - 10;
    text.append(
        format(
            "<text x=\"20\" y=\"%d\">%s, up to %,.1f</text>%n", floor - HEIGHT - 8, title, most));
    text.append(
        format(
            "<line x1=\"20\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#999\"/>%n",
            floor, WIDTH + 20, floor));
    text.append("<polyline fill=\"none\" stroke=\"").append(colour).append("\" points=\"");
    for (Round round : rounds) {
      text.append(
          format(
              "%.1f,%.1f ",
              20 + WIDTH * round.at().toNanos() / length,
              floor - HEIGHT * value.applyAsDouble(round) / most));
    }
    text.append("\"/>\n");
  }

  @SuppressWarnings("AnnotateFormatMethod") // for that alone it is not worth a dependency
  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
