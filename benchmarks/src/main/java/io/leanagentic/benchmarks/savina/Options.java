package io.leanagentic.benchmarks.savina;

import io.leanagentic.benchmarks.harness.UsageException;
import io.leanagentic.benchmarks.harness.WarmUp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the suite is run.
 *
 * @param only names of programs, or parts of them; all if empty
 * @param forks processes per program and contender whose times count
 * @param seconds for which iterations warm up at least before measuring starts; see {@link WarmUp}
 * @param iterations that count, in each fork
 * @param resume whether to take what an earlier, interrupted run has measured of the same commit
 */
record Options(List<String> only, int forks, int seconds, int iterations, boolean resume) {
  static final String HELP =
      """
      Usage: ./bench --savina [--quick] [--only NAME]... [--forks N] [--warmup SECONDS] [--iterations N] [--resume]

        ./bench --savina                  all programs: 3 forks of 30 iterations each, about 60 minutes
        ./bench --savina --quick          all programs: 1 fork of 10 iterations, about 15 minutes
        ./bench --savina --only chameneos those with that in their name; prints the table only
        ./bench --savina --warmup 12      iterations warm up for 12 s or longer: as long as they get faster
        ./bench --savina --resume         takes what was measured of this commit already, and does the rest
      """;

  /**
   * Reads {@code arguments}.
   *
   * @throws UsageException if they mean nothing
   */
  static Options of(List<String> arguments) {
    boolean quick = arguments.contains("--quick");
    var options =
        quick ? new Options(List.of(), 1, 1, 10, false) : new Options(List.of(), 3, 5, 30, false);
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      options =
          switch (name) {
            case "--quick" -> options;
            case "--resume" ->
                new Options(options.only, options.forks, options.seconds, options.iterations, true);
            case "--only", "--forks", "--warmup", "--iterations" -> {
              i++;
              if (i == arguments.size()) {
                throw new UsageException(name + " has no value");
              }
              yield options.with(name, arguments.get(i));
            }
            default -> throw new UsageException("unknown option \"" + name + "\"");
          };
    }
    UsageException.unlessAllChoose(
        options.only, Problems.published().stream().map(Problem::name).toList());
    return options;
  }

  private Options with(String name, String value) {
    if (name.equals("--only")) {
      return new Options(more(value), forks, seconds, iterations, resume);
    }
    int number = number(name, value);
    return switch (name) {
      case "--forks" -> new Options(only, number, seconds, iterations, resume);
      case "--warmup" -> new Options(only, forks, number, iterations, resume);
      default -> new Options(only, forks, seconds, number, resume);
    };
  }

  private static int number(String name, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Reported below, like a number out of range.
    }
    throw new UsageException(
        "option %s is \"%s\"; allowed: a whole number from 1".formatted(name, value));
  }

  private List<String> more(String value) {
    var all = new ArrayList<>(only);
    all.add(value.toLowerCase(Locale.ROOT));
    return List.copyOf(all);
  }

  boolean wants(Problem problem) {
    return only.isEmpty() || only.stream().anyMatch(problem.name()::contains);
  }

  @Override
  public String toString() {
    return "%d fork%s of %d s or more to warm up and %d iterations"
        .formatted(forks, forks == 1 ? "" : "s", seconds, iterations);
  }
}
