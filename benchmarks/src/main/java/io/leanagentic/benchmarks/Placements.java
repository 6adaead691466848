package io.leanagentic.benchmarks;

import io.leanagentic.benchmarks.harness.CoreDistance;
import io.leanagentic.benchmarks.harness.GeneratedSection;
import io.leanagentic.benchmarks.harness.Machine;
import io.leanagentic.benchmarks.harness.UsageException;
import io.leanagentic.benchmarks.micro.AskBenchmark;
import io.leanagentic.benchmarks.micro.FanInBenchmark;
import io.leanagentic.benchmarks.micro.PingPongBenchmark;
import io.leanagentic.benchmarks.micro.RingBenchmark;
import io.leanagentic.benchmarks.micro.SignalBenchmark;
import io.leanagentic.benchmarks.micro.SpawnBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Asks the basic questions on one processor, on two that are near or far, on all, and beside a busy
 * neighbour: what agents cost depends on it, and so does what others cost.
 */
final class Placements {
  private static final String HELP =
      """
      Usage: ./bench --placements [--quick] [PATTERN...]

      Measures spawn, signal, ping-pong, ring, fan-in and ask, for our agents, the bare baseline and Pekko, on one
      processor, on all, on all with a busy neighbour process on the last one, and, where there are more than two,
      on the nearest and the farthest pair. Needs Linux and taskset. About 40 minutes; --quick: one process for each
      cell, about 13. With patterns: only the questions with one of them in their name, and docs/benchmarks.md stays
      as it is.
      """;
  static final String BEGIN = "<!-- placements: written by ./bench --placements -->";
  static final String END = "<!-- end of placements -->";
  private static final List<Class<?>> QUESTIONS =
      List.of(
          SpawnBenchmark.class,
          SignalBenchmark.class,
          PingPongBenchmark.class,
          RingBenchmark.class,
          FanInBenchmark.class,
          AskBenchmark.class);
  private static final List<Contestant> CONTESTANTS =
      List.of(Contestant.OURS, Contestant.BARE, Contestant.PEKKO);

  /** What was measured of one question in one placement. */
  record Line(BenchmarkRow row, Placement placement, Map<Contestant, Measurement> cells) {}

  private Placements() {}

  /**
   * Runs them.
   *
   * @return the exit code
   * @throws UsageException if a pattern is in no name
   */
  static int run(Path root, List<String> given, LocalDate date)
      throws IOException, CommandLineOptionException {
    if (given.contains("--help")) {
      System.out.print(HELP);
      return 0;
    }
    Plan plan = Plan.placements();
    int forks = given.remove("--quick") ? 1 : plan.forks();
    UsageException.unlessAllChoose(given, QUESTIONS.stream().map(Class::getSimpleName).toList());
    Path scratch = Files.createDirectories(root.resolve("benchmarks/target/results/placements"));
    List<Placement> placements = Placement.here(System.out::println);
    var distance = new CoreDistance();
    var lines = new ArrayList<Line>();
    for (BenchmarkRow row : BenchmarkRow.all()) {
      String name = row.benchmark().getSimpleName();
      if (QUESTIONS.contains(row.benchmark())
          && (given.isEmpty() || given.stream().anyMatch(name::contains))) {
        lines.addAll(ask(row, placements, forks, distance, scratch));
      }
    }
    String table =
        "%s; %s; %s; processes for each cell: %d, each with %d iterations of %s to warm up and %d of %s.\n\n%s"
            .formatted(
                date,
                Machine.here(root),
                distance,
                forks,
                plan.warmups(),
                plan.warmup(),
                plan.measurements(),
                plan.measured(),
                table(lines));
    System.out.println("\n" + table);
    if (given.isEmpty()) {
      GeneratedSection.replace(root.resolve("docs/benchmarks.md"), BEGIN, END, table);
      System.out.println("The table is in docs/benchmarks.md.");
    }
    boolean complete =
        lines.stream().allMatch(line -> line.cells.keySet().containsAll(asked(line.row)));
    return complete ? 0 : 1;
  }

  private static List<Contestant> asked(BenchmarkRow row) {
    return CONTESTANTS.stream().filter(row.contestants()::contains).toList();
  }

  /**
   * Placements and contestants take turns, a process each, so that changes of the machine hit all.
   */
  private static List<Line> ask(
      BenchmarkRow row, List<Placement> placements, int forks, CoreDistance distance, Path scratch)
      throws IOException, CommandLineOptionException {
    Map<Placement, Map<Contestant, List<RunResult>>> runs = new LinkedHashMap<>();
    for (int fork = 1; fork <= forks; fork++) {
      distance.look();
      for (Placement placement : placements) {
        System.out.printf(
            "%s, %s, process %d of %d%n", row.title(), placement.title(), fork, forks);
        var options = new CommandLineOptions("-jvm", placement.jvm(scratch).toString());
        try (var _ = placement.begin()) {
          for (Contestant contestant : asked(row)) {
            Path log = scratch.resolve(row.name(contestant) + ".log");
            try {
              RunResult run = Plan.placements().run(row, contestant, options, log);
              runs.computeIfAbsent(placement, _ -> new LinkedHashMap<>())
                  .computeIfAbsent(contestant, _ -> new ArrayList<>())
                  .add(run);
            } catch (RunnerException e) {
              System.out.println(row.name(contestant) + " failed; see " + log);
            }
          }
        }
      }
    }
    var lines = new ArrayList<Line>();
    runs.forEach((placement, answers) -> {
      var results = new Results();
      answers.forEach((contestant, of) -> results.add(row, contestant, Run.merged(of)));
      lines.add(new Line(row, placement, Objects.requireNonNull(results.rows().get(row))));
    });
    return lines;
  }

  static String table(List<Line> lines) {
    var text = new StringBuilder("| ns | processors |");
    CONTESTANTS.forEach(contestant -> text.append(' ').append(contestant.title).append(" |"));
    text.append(" ours / bare | Pekko / ours |\n|---|---|---|---|---|---|---|\n");
    BenchmarkRow above = null;
    for (Line line : lines) {
      text.append("| ").append(line.row == above ? "" : line.row.title()).append(" | ");
      above = line.row;
      text.append(line.placement.title()).append(" |");
      for (Contestant contestant : CONTESTANTS) {
        Measurement cell = line.cells.get(contestant);
        String value =
            cell != null ? cell.text("") : asked(line.row).contains(contestant) ? "failed" : "";
        text.append(' ')
            .append(contestant == Contestant.OURS ? "**" + value + "**" : value)
            .append(" |");
      }
      text.append(ratio(line, Contestant.OURS, Contestant.BARE))
          .append(ratio(line, Contestant.PEKKO, Contestant.OURS))
          .append('\n');
    }
    return text.toString();
  }

  private static String ratio(Line line, Contestant one, Contestant other) {
    double ratio = Target.ratio(line.cells, one, other);
    return Double.isNaN(ratio) ? " |" : String.format(Locale.ROOT, " %.1f× |", ratio);
  }
}
