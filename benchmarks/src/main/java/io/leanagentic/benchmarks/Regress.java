package io.leanagentic.benchmarks;

import io.leanagentic.benchmarks.harness.Machine;
import io.leanagentic.benchmarks.harness.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Checks whether something costs more than it should: time as a multiple of the bare baseline's,
 * measured in the same run, and bytes allocated. The machine does not matter much to either, so a
 * bound can be kept beside the sources.
 *
 * <p>A measurement may be unlucky, so a row has failed only when it is above its bound in all of
 * some attempts.
 */
final class Regress {
  private static final String HELP =
      """
      Usage: ./regress [PATTERN...]

      Compares what our programs cost with the bare baseline in the same run, and fails if a ratio, or the bytes
      allocated per operation, are above the bounds in benchmarks/regress.txt: on all processors and, where
      processes can be placed, on one. Takes about three minutes.
      With patterns: only those with one of them in their name, as benchmarks/regress.txt has it.
      """;
  private static final int ATTEMPTS = 3;
  private static final String COMMENT = "#";

  private Regress() {}

  /**
   * What a row must not exceed.
   *
   * @param name of the benchmark
   * @param one whether it is for one processor; else for all
   * @param ratio of our time to that of the bare baseline
   * @param bytes allocated per operation
   */
  record Bound(String name, boolean one, double ratio, double bytes) {
    boolean holds(Measurement ours, Measurement bare) {
      return ours.value() / bare.value() <= ratio && Math.abs(ours.bytes()) <= bytes;
    }

    String text(Measurement ours, Measurement bare) {
      return String.format(
          Locale.ROOT,
          "%6.1f ns of ours, %6.1f ns bare: %4.2f× (at most %4.2f×); %3.0f B (at most %3.0f B)",
          ours.value(),
          bare.value(),
          ours.value() / bare.value(),
          ratio,
          Math.abs(ours.bytes()),
          bytes);
    }
  }

  /**
   * Reads lines of the form {@code PingPongBenchmark all 2.5 66}: name, placement, ratio, bytes.
   */
  static List<Bound> bounds(List<String> lines) {
    var bounds = new ArrayList<Bound>();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith(COMMENT)) {
        String[] words = line.strip().split(" +", -1);
        if (words.length != 4 || !List.of("all", "one").contains(words[1])) {
          throw new IllegalArgumentException(
              "bound is '"
                  + line
                  + "'; expected: name, 'all' or 'one' for processors, ratio, bytes");
        }
        double ratio = Double.parseDouble(words[2]);
        double bytes = Double.parseDouble(words[3]);
        bounds.add(new Bound(words[0], words[1].equals("one"), ratio, bytes));
      }
    }
    return bounds;
  }

  /**
   * Checks all rows that have a bound and one of {@code patterns} in their name.
   *
   * @return the exit code
   * @throws UsageException if a pattern is in no name
   */
  static int run(Path root, List<String> patterns) throws IOException, CommandLineOptionException {
    if (patterns.contains("--help")) {
      System.out.print(HELP);
      return 0;
    }
    List<Bound> bounds = bounds(Files.readAllLines(root.resolve("benchmarks/regress.txt")));
    UsageException.unlessAllChoose(
        patterns, bounds.stream().map(Bound::name).distinct().sorted().toList());
    Path logs = Files.createDirectories(root.resolve("benchmarks/target/results/regress"));
    System.out.println(Machine.here(root));
    Placement first = Placement.here(System.out::println).getFirst();
    int failed = 0;
    for (Bound bound : bounds) {
      if (bound.one && first.processors().size() != 1) {
        continue; // said already
      }
      if (patterns.isEmpty() || patterns.stream().anyMatch(bound.name::contains)) {
        failed += holds(bound, first, logs) ? 0 : 1;
      }
    }
    System.out.println(failed == 0 ? "all within their bounds" : failed + " above their bounds");
    return failed == 0 ? 0 : 1;
  }

  private static boolean holds(Bound bound, Placement first, Path logs)
      throws IOException, CommandLineOptionException {
    BenchmarkRow row = row(bound.name);
    Plan plan = bound.one ? Plan.placements() : Plan.quick();
    var options =
        bound.one
            ? new CommandLineOptions("-jvm", first.jvm(logs).toString())
            : new CommandLineOptions();
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Measurement ours = measure(row, Contestant.OURS, plan, options, logs);
      Measurement bare = measure(row, Contestant.BARE, plan, options, logs);
      boolean holds = bound.holds(ours, bare);
      System.out.printf(
          "%-34s %-4s %s%s%n",
          row.title(),
          bound.one ? "one" : "all",
          bound.text(ours, bare),
          holds ? "" : attempt < ATTEMPTS ? ", once more" : ", FAILED");
      if (holds) {
        return true;
      }
    }
    return false;
  }

  private static BenchmarkRow row(String name) {
    return BenchmarkRow.all().stream()
        .filter(row -> row.benchmark().getSimpleName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("bound is for " + name + ", which is no benchmark"));
  }

  private static Measurement measure(
      BenchmarkRow row, Contestant contestant, Plan plan, CommandLineOptions options, Path logs)
      throws IOException {
    Path log = logs.resolve(row.name(contestant) + ".log");
    try {
      return new Results().add(row, contestant, plan.run(row, contestant, options, log));
    } catch (RunnerException e) {
      throw new IOException(row.name(contestant) + " failed; see " + log, e);
    }
  }
}
