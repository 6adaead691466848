package io.leanagentic.benchmarks;

import io.leanagentic.benchmarks.harness.Machine;
import io.leanagentic.benchmarks.harness.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
      allocated per operation, are above the bounds in benchmarks/regress.txt. Takes about a minute.
      With patterns: only those with one of them in their name, as benchmarks/regress.txt has it.
      """;
  private static final int ATTEMPTS = 3;
  private static final String COMMENT = "#";

  private Regress() {}

  /**
   * What a row must not exceed.
   *
   * @param ratio of our time to that of the bare baseline
   * @param bytes allocated per operation
   */
  record Bound(double ratio, double bytes) {
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

  /** Reads lines of the form {@code PingPongBenchmark 2.5 66}: name, ratio, bytes. */
  static Map<String, Bound> bounds(List<String> lines) {
    var bounds = new TreeMap<String, Bound>();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith(COMMENT)) {
        String[] words = line.strip().split(" +", -1);
        if (words.length != 3) {
          throw new IllegalArgumentException(
              "bound is '" + line + "'; expected: name, ratio, bytes");
        }
        bounds.put(words[0], new Bound(Double.parseDouble(words[1]), Double.parseDouble(words[2])));
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
    Map<String, Bound> bounds = bounds(Files.readAllLines(root.resolve("benchmarks/regress.txt")));
    UsageException.unlessAllChoose(patterns, List.copyOf(bounds.keySet()));
    Path logs = Files.createDirectories(root.resolve("benchmarks/target/results/regress"));
    System.out.println(Machine.here(root));
    int failed = 0;
    for (BenchmarkRow row : BenchmarkRow.all()) {
      String name = row.benchmark().getSimpleName();
      Bound bound = bounds.get(name);
      if (bound != null && (patterns.isEmpty() || patterns.stream().anyMatch(name::contains))) {
        failed += holds(row, bound, logs) ? 0 : 1;
      }
    }
    System.out.println(failed == 0 ? "all within their bounds" : failed + " above their bounds");
    return failed == 0 ? 0 : 1;
  }

  private static boolean holds(BenchmarkRow row, Bound bound, Path logs)
      throws IOException, CommandLineOptionException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      Measurement ours = measure(row, Contestant.OURS, logs);
      Measurement bare = measure(row, Contestant.BARE, logs);
      boolean holds = bound.holds(ours, bare);
      System.out.printf(
          "%-34s %s%s%n",
          row.title(),
          bound.text(ours, bare),
          holds ? "" : attempt < ATTEMPTS ? ", once more" : ", FAILED");
      if (holds) {
        return true;
      }
    }
    return false;
  }

  private static Measurement measure(BenchmarkRow row, Contestant contestant, Path logs)
      throws IOException, CommandLineOptionException {
    var none = new CommandLineOptions();
    Path log = logs.resolve(row.name(contestant) + ".log");
    try {
      return new Results().add(row, contestant, Plan.quick().run(row, contestant, none, log));
    } catch (RunnerException e) {
      throw new IOException(row.name(contestant) + " failed; see " + log, e);
    }
  }
}
