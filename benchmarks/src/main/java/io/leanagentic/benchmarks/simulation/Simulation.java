package io.leanagentic.benchmarks.simulation;

import io.leanagentic.benchmarks.harness.GeneratedSection;
import io.leanagentic.benchmarks.harness.UsageException;
import io.leanagentic.benchmarks.scale.Curve;
import io.leanagentic.benchmarks.scale.Plot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Runs all loads on machines of several sizes, and writes what came of them. */
public final class Simulation {
  private static final String HELP =
      """
      Usage: ./bench --simulate [NAME...]

        ./bench --simulate         all loads on 2 to 192 workers, some seconds; table and pictures go to docs/
        ./bench --simulate pairs   those with that in their name; they are printed only

      The classes of the scheduler are those that are shipped; time, processors and caches are not real. The
      result is the same on every machine.
      """;
  private static final String BEGIN = "<!-- simulation: written by ./bench --simulate -->";
  private static final String END = "<!-- end of simulation -->";
  private static final List<Integer> WORKERS = List.of(2, 4, 16, 64, 192);
  private static final long SEED = 1;

  private Simulation() {}

  /**
   * Runs it as {@code given} says.
   *
   * @return the exit code
   * @throws UsageException if a word of it names no load
   */
  public static int run(Path root, List<String> given) throws IOException {
    if (given.contains("--help")) {
      System.out.print(HELP);
      return 0;
    }
    UsageException.unlessAllChoose(given, Loads.all().stream().map(Load::name).toList());
    Map<Load, Map<Integer, Run.Outcome>> outcomes = new LinkedHashMap<>();
    for (Load load : Loads.all()) {
      if (given.isEmpty() || given.stream().anyMatch(load.name()::contains)) {
        Map<Integer, Run.Outcome> ofLoad = new TreeMap<>();
        for (int workers : WORKERS) {
          ofLoad.put(workers, Run.of(load, workers, SEED));
        }
        outcomes.put(load, ofLoad);
      }
    }
    String table = table(outcomes);
    System.out.print(table);
    if (given.isEmpty()) {
      write(root, outcomes, table);
    }
    return 0;
  }

  private static void write(Path root, Map<Load, Map<Integer, Run.Outcome>> outcomes, String table)
      throws IOException {
    Path docs = root.resolve("docs");
    String share = "simulated: % of the possible throughput";
    String wait = "simulated: µs from ready to running, 99 of 100 agents";
    draw(docs, "simulated-share", share, outcomes, outcome -> 100 * outcome.share());
    draw(docs, "simulated-wait", wait, outcomes, outcome -> Math.max(0.1, outcome.p99() / 1e3));
    var page = new StringBuilder();
    page.append("Simulated: two sockets; a cache line needs %s.\n\n".formatted(Distances.SERVER));
    page.append("![%s](pictures/simulated-share.svg)\n\n".formatted(share));
    page.append("![%s](pictures/simulated-wait.svg)\n\n".formatted(wait));
    page.append(table).append('\n');
    outcomes
        .keySet()
        .forEach(load -> page.append("- **%s**: %s\n".formatted(load.name(), load.text())));
    GeneratedSection.replace(docs.resolve("benchmarks.md"), BEGIN, END, page.toString());
  }

  private static void draw(
      Path docs,
      String name,
      String title,
      Map<Load, Map<Integer, Run.Outcome>> outcomes,
      ToDoubleFunction<Run.Outcome> value)
      throws IOException {
    Map<String, Map<Long, Double>> lines = new LinkedHashMap<>();
    outcomes.forEach((load, ofLoad) -> {
      Map<Long, Double> line = new TreeMap<>();
      ofLoad.forEach(
          (workers, outcome) -> line.put(workers.longValue(), value.applyAsDouble(outcome)));
      lines.put(load.name(), line);
    });
    List<Long> points = WORKERS.stream().map(Integer::longValue).toList();
    var curve = new Curve(name, title, "workers", points, List.of(), List.of());
    Files.writeString(docs.resolve("pictures/" + name + ".svg"), Plot.svg(curve, lines));
  }

  private static String table(Map<Load, Map<Integer, Run.Outcome>> outcomes) {
    var lines = new ArrayList<String>();
    lines.add(
        "| Load | Workers | Throughput | Wait p50 | p99 | Steals per 1000 turns | Searching |");
    lines.add("|---|--:|--:|--:|--:|--:|--:|");
    outcomes.forEach((load, ofLoad) ->
        ofLoad.forEach((workers, o) ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f %% | %.1f µs | %.0f µs | %.1f | %.0f %% |",
                    load.name(),
                    workers,
                    100 * o.share(),
                    o.p50() / 1e3,
                    o.p99() / 1e3,
                    o.steals(),
                    100 * o.searching()))));
    return String.join("\n", lines) + "\n";
  }
}
