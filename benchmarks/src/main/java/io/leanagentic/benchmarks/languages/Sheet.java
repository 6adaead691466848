package io.leanagentic.benchmarks.languages;

import io.leanagentic.benchmarks.harness.Statistics;
import io.leanagentic.capability.Box;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What was measured, and the table of it. */
final class Sheet {
  private static final double SMALL = 99.5;

  private final List<Contender> contenders;
  private final Map<Question, Map<Contender, List<Double>>> values = new EnumMap<>(Question.class);

  /** The contenders are the columns; the first is ours. */
  Sheet(List<Contender> contenders) {
    this.contenders = contenders;
  }

  /** The values in the lines {@code question value unit} of one process. */
  static List<Double> parse(Question question, @Box List<String> lines) {
    var found = new ArrayList<Double>();
    for (String line : lines) {
      if (line.matches("[a-z-]+ -?[0-9]+(\\.[0-9]+)? [a-z]+")) {
        String[] words = line.split(" ", -1);
        if (words[0].equals(question.key) && words[2].equals(question.unit)) {
          found.add(Double.valueOf(words[1]));
        }
      }
    }
    return found;
  }

  /** One more process has answered: {@code rounds} are its values. */
  void add(Question question, Contender contender, @Box List<Double> rounds) {
    values
        .computeIfAbsent(question, _ -> new EnumMap<>(Contender.class))
        .computeIfAbsent(contender, _ -> new ArrayList<>())
        .add(Statistics.median(rounds));
  }

  private List<Double> processes(Question question, Contender contender) {
    return values.getOrDefault(question, Map.of()).getOrDefault(contender, List.of());
  }

  /** As {@code 25 (22..31)}: the median of the processes, the least and the most. */
  String cell(Question question, Contender contender) {
    List<Double> some = processes(question, contender);
    if (some.isEmpty()) {
      return "not measured";
    }
    return "%s (%s..%s)"
        .formatted(
            number(Statistics.median(some)),
            number(Collections.min(some)),
            number(Collections.max(some)));
  }

  /** How many times ours the best of the others takes, and whose it is. */
  private String verdict(Question question) {
    List<Double> ours = processes(question, contenders.getFirst());
    Contender best = null;
    OptionalDouble least = OptionalDouble.empty();
    for (Contender contender : contenders.subList(1, contenders.size())) {
      List<Double> theirs = processes(question, contender);
      if (!theirs.isEmpty() && Statistics.median(theirs) < least.orElse(Double.MAX_VALUE)) {
        least = OptionalDouble.of(Statistics.median(theirs));
        best = contender;
      }
    }
    if (ours.isEmpty() || best == null) {
      return "";
    }
    double ratio = least.orElseThrow() / Statistics.median(ours);
    String text = String.format(Locale.ROOT, "%.1f× (%s)", ratio, best.title);
    return ratio < 1 ? "**" + text + ", lost**" : text;
  }

  String table() {
    var text = new StringBuilder("| |");
    contenders.forEach(contender -> text.append(' ').append(contender.title).append(" |"));
    text.append(" best of the others / ours |\n|---|")
        .append("---|".repeat(contenders.size() + 1))
        .append('\n');
    values
        .keySet()
        .forEach(question -> {
          text.append("| %s, %s |".formatted(question.title, question.unit));
          for (Contender contender : contenders) {
            String cell = cell(question, contender);
            text.append(
                contender == Contender.OURS ? " **%s** |".formatted(cell) : " " + cell + " |");
          }
          text.append(' ').append(verdict(question)).append(" |\n");
        });
    return text.toString().replace("|  |", "| |");
  }

  String json(String headline) {
    var lines = new ArrayList<String>();
    values.forEach((question, row) ->
        row.forEach((contender, some) ->
            lines.add(
                "    {\"question\": \"%s\", \"unit\": \"%s\", \"contender\": \"%s\", \"processes\": %s}"
                    .formatted(question.key, question.unit, contender.key, some))));
    return "{\n  \"run\": \"%s\",\n  \"results\": [\n%s\n  ]\n}\n"
        .formatted(headline.replace("\"", "'"), String.join(",\n", lines));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < SMALL ? "%.1f" : "%,.0f", value);
  }
}
