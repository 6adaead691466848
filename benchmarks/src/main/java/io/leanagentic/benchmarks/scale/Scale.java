package io.leanagentic.benchmarks.scale;

import io.leanagentic.benchmarks.harness.ChildProcess;
import io.leanagentic.benchmarks.harness.GeneratedSection;
import io.leanagentic.benchmarks.harness.Machine;
import io.leanagentic.benchmarks.harness.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Measures curves, each line in a process of its own, and draws them. */
public final class Scale {
  private static final String HELP =
      """
      Usage: ./bench --scale [NAME...] [--resume]

        ./bench --scale          all curves, about 5 minutes; pictures and tables go to docs/
        ./bench --scale agents   those with that in their name; they are printed only
        ./bench --scale --resume takes what was measured of this commit already, and does the rest
      """;
  private static final String BEGIN = "<!-- scale: written by ./bench --scale -->";
  private static final String END = "<!-- end of scale -->";
  private static final String POINT = "point ";
  private static final String DONE = "done";

  private Scale() {}

  /**
   * Runs it as {@code given} says.
   *
   * @return the exit code
   * @throws UsageException if a word of it names no curve
   */
  public static int run(Path root, List<String> given, LocalDate date) throws IOException {
    var arguments = new ArrayList<>(given);
    boolean resume = arguments.remove("--resume");
    if (arguments.contains("--help")) {
      System.out.print(HELP);
      return 0;
    }
    UsageException.unlessAllChoose(arguments, Curves.all().stream().map(Curve::name).toList());
    Machine machine = Machine.here(root);
    var page = new StringBuilder("%s; %s.\n".formatted(date, machine));
    var json = new ArrayList<String>();
    Path scratch =
        Files.createDirectories(
            root.resolve("benchmarks/target/results/scale-" + machine.commit()));
    Path pictures = Files.createDirectories(root.resolve("docs/pictures"));
    for (Curve curve : Curves.all()) {
      if (!arguments.isEmpty() && arguments.stream().noneMatch(curve.name()::contains)) {
        continue;
      }
      Map<String, Map<Long, Double>> values = new LinkedHashMap<>();
      for (Curve.Line line : curve.lines()) {
        Path log = scratch.resolve("%s-%s.txt".formatted(curve.name(), line.label()));
        if (!resume || !Files.exists(log) || !Files.readAllLines(log).contains(DONE)) {
          measure(curve, line, log);
        }
        values.put(line.label(), parse(log));
      }
      String table = table(curve, values);
      System.out.println(table);
      if (arguments.isEmpty()) {
        Files.writeString(
            pictures.resolve("scale-" + curve.name() + ".svg"), Plot.svg(curve, values));
      }
      page.append("\n![%s](pictures/scale-%s.svg)\n\n".formatted(curve.title(), curve.name()))
          .append(table);
      json.add(json(curve, values));
    }
    if (arguments.isEmpty()) {
      GeneratedSection.replace(root.resolve("docs/benchmarks.md"), BEGIN, END, page.toString());
      Files.writeString(
          root.resolve(
              "benchmarks/results/%s-%s-%dcore-scale.json"
                  .formatted(date, machine.commit(), machine.cores())),
          "{\n  \"run\": \"%s\",\n  \"curves\": [\n%s\n  ]\n}\n"
              .formatted(machine, String.join(",\n", json)));
    }
    return 0;
  }

  private static void measure(Curve curve, Curve.Line line, Path log) throws IOException {
    var flags = new ArrayList<String>(curve.flags());
    flags.add("--sun-misc-unsafe-memory-access=allow");
    List<String> command = ChildProcess.command(flags, Scale.class, curve.name(), line.label());
    ChildProcess.run(command, Path.of(""), log, Long.MAX_VALUE);
  }

  private static Map<Long, Double> parse(Path log) throws IOException {
    var values = new TreeMap<Long, Double>();
    List<String> text = Files.readAllLines(log);
    for (String line : text) {
      if (line.startsWith(POINT)) {
        int space = line.lastIndexOf(' ');
        values.put(
            Long.valueOf(line.substring(POINT.length(), space)),
            Double.valueOf(line.substring(space + 1)));
      }
    }
    if (!text.contains(DONE)) {
      throw new IOException("a measurement failed; see " + log);
    }
    return values;
  }

  /** One line of one curve; in a process of its own. */
  public static void main(String[] arguments) throws Exception {
    for (Curve curve : Curves.all()) {
      for (Curve.Line line : curve.lines()) {
        if (curve.name().equals(arguments[0]) && line.label().equals(arguments[1])) {
          for (long point : curve.points()) {
            double value = line.measure().at(point);
            if (!Double.isNaN(value)) {
              System.out.printf(Locale.ROOT, "%s%d %.3f%n", POINT, point, value);
            }
          }
        }
      }
    }
    System.out.println(DONE);
    System.exit(0);
  }

  private static String table(Curve curve, Map<String, Map<Long, Double>> values) {
    var text = new StringBuilder("| " + curve.axis() + " |");
    curve.points().forEach(point -> text.append(String.format(Locale.ROOT, " %,d |", point)));
    text.append("\n|---|").append("---|".repeat(curve.points().size())).append('\n');
    values.forEach((label, line) -> {
      text.append("| ").append(label).append(" |");
      for (long point : curve.points()) {
        Double value = line.get(point);
        text.append(value == null ? " |" : String.format(Locale.ROOT, " %,.0f |", value));
      }
      text.append('\n');
    });
    return text.toString();
  }

  private static String json(Curve curve, Map<String, Map<Long, Double>> values) {
    var lines = new ArrayList<String>();
    values.forEach((label, line) -> {
      var points = new ArrayList<String>();
      line.forEach((point, value) -> points.add("\"%d\": %s".formatted(point, value)));
      lines.add("      \"%s\": {%s}".formatted(label, String.join(", ", points)));
    });
    return "    {\"name\": \"%s\", \"flags\": \"%s\", \"values\": {\n%s}}"
        .formatted(curve.name(), String.join(" ", curve.flags()), String.join(",\n", lines));
  }
}
