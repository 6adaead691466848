package io.leanagentic.benchmarks.savina;

import io.leanagentic.benchmarks.harness.Statistics;
import io.leanagentic.capability.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The results of the suite, as a table for people and as JSON for machines. */
final class Report {
  private static final double MEGA = 1024 * 1024;
  private static final String HEAD =
      """
      | program | size | ours p50 | p99 | Pekko p50 | p99 | Pekko / ours | processor: ours | Pekko | one thread | of the limit: ours | Pekko | with start: ours | Pekko | Pekko / ours | heap: ours | Pekko |
      |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
      """;

  private Report() {}

  static String table(Map<Problem, Map<Contender, Measured>> results, int cores) {
    var text = new StringBuilder(HEAD);
    results.forEach((problem, row) -> text.append(line(problem, row, cores)));
    text.append("| **geometric mean** | | | | | | **")
        .append(times(mean(results, Measured::runningMedian)))
        .append("** | | | | | | | | **")
        .append(times(mean(results, Measured::startingMedian)))
        .append("** | | |\n");
    return text.toString();
  }

  private static String line(Problem problem, Map<Contender, Measured> row, int cores) {
    Measured ours = row.getOrDefault(Contender.OURS, Measured.NOTHING);
    Measured pekko = row.getOrDefault(Contender.PEKKO, Measured.NOTHING);
    return "| "
        + String.join(
            " | ",
            List.of(
                problem.name(),
                problem.size(),
                "**" + number(ours.runningMedian()) + "**",
                number(ours.runningHigh()),
                number(pekko.runningMedian()),
                number(pekko.runningHigh()),
                times(pekko.runningMedian() / ours.runningMedian()),
                "**" + number(ours.processorMedian()) + "**",
                number(pekko.processorMedian()),
                number(ours.aloneMedian()),
                percent(ours.shareOfLimit(cores)),
                percent(pekko.shareOfLimit(cores)),
                "**" + number(ours.startingMedian()) + "**",
                number(pekko.startingMedian()),
                times(pekko.startingMedian() / ours.startingMedian()),
                "**" + number(ours.heap() / MEGA) + "**",
                number(pekko.heap() / MEGA)))
        + " |\n";
  }

  /** The geometric mean of how many times Pekko's value ours is, where there are both. */
  private static double mean(
      Map<Problem, Map<Contender, Measured>> results, ToDoubleFunction<Measured> value) {
    return Statistics.geometricMean(
        results.values().stream()
            .filter(row -> row.size() == Contender.values().length)
            .mapToDouble(row ->
                value.applyAsDouble(row.getOrDefault(Contender.PEKKO, Measured.NOTHING))
                    / value.applyAsDouble(row.getOrDefault(Contender.OURS, Measured.NOTHING)))
            .filter(ratio -> !Double.isNaN(ratio))
            .toArray());
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%,.0f", value);
  }

  private static String times(double ratio) {
    return Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, "%.1f×", ratio);
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  static String json(String headline, Map<Problem, Map<Contender, Measured>> results) {
    var programs = new ArrayList<String>();
    results.forEach((problem, row) ->
        row.forEach((contender, measured) ->
            programs.add(
                """
                {
                  "program": "%s",
                  "size": "%s",
                  "system": "%s",
                  "runningMillis": %s,
                  "startingMillis": %s,
                  "processorMillis": %s,
                  "oneThreadMillis": %s,
                  "peakHeapBytes": %s
                }\
                """
                    .formatted(
                        problem.name(),
                        problem.size(),
                        contender.title,
                        array(measured.running()),
                        array(measured.starting()),
                        array(measured.processor()),
                        array(measured.alone()),
                        Double.isNaN(measured.heap()) ? "null" : (long) measured.heap()))));
    return "{\n  \"run\": \"%s\",\n  \"results\": [\n%s\n  ]\n}\n"
        .formatted(headline.replace("\"", "'"), String.join(",\n", programs));
  }

  private static String array(@Box List<Double> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
