package io.leanagentic.benchmarks;

import io.leanagentic.benchmarks.harness.UsageException;
import io.leanagentic.benchmarks.languages.Languages;
import io.leanagentic.benchmarks.observing.Observing;
import io.leanagentic.benchmarks.savina.Savina;
import io.leanagentic.benchmarks.scale.Scale;
import io.leanagentic.benchmarks.simulation.Simulation;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.profile.ProfilerFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs benchmarks, ours and those of others, and writes the results. */
public final class Bench {
  static final String HELP =
      """
      Usage: ./bench [--quick] [PATTERN...] [OPTION...]

        ./bench              all benchmarks: 3 forks each, about an hour
        ./bench --quick      most benchmarks: 1 fork each, about 5 minutes; only for a first look
        ./bench Ring pekko   those with a pattern (a regular expression) in their name or title
        ./bench --list       the names of all benchmarks
        ./bench --savina     the programs of the Savina suite; --savina --help has more
        ./bench --placements what is basic, on one, near, far and busy processors; --placements --help has more
        ./bench --scale      how cost grows, as curves; --scale --help has more
        ./bench --observe    what it costs to be observed; --observe --help has more
        ./bench --languages  next to Go, Rust, Erlang and C++; installs them; --languages --help has more
        ./bench --simulate   the scheduler on up to 192 simulated processors; --simulate --help has more

      Nothing else should run on the machine meanwhile. A run of all writes the raw results to
      benchmarks/results/ and the table into docs/benchmarks.md; a run of some writes both to
      benchmarks/target/results/ and prints the table. JMH's own output is in benchmarks/target/results/, too.
      A benchmark that fails, or loses a message, is reported and does not stop the others; the exit code is then 1.

      Every option of JMH is understood, among them:
        -f N  -wi N  -i N  -w TIME  -r TIME   forks, warm-up and measured iterations, and their length
        -p agents=100000                      how many idle agents are measured
        -prof NAME                            a profiler, such as stack or jfr
        -h                                    all of them
      """;

  private Bench() {}

  /** With {@code --help}, prints the help. */
  public static void main(String[] arguments) throws IOException {
    // JMH's lock is one file for the whole machine, and may belong to another user.
    System.setProperty("jmh.ignoreLock", "true");
    System.exit(run(new ArrayList<>(List.of(arguments))));
  }

  static int run(List<String> given) throws IOException {
    try {
      if (given.remove("--regress")) {
        return Regress.run(root(), given);
      }
      if (given.remove("--placements")) {
        return Placements.run(root(), given, LocalDate.now(ZoneOffset.UTC));
      }
      if (given.remove("--scale")) {
        return Scale.run(root(), given, LocalDate.now(ZoneOffset.UTC));
      }
      if (given.remove("--observe")) {
        return Observing.run(root(), given, LocalDate.now(ZoneOffset.UTC));
      }
      if (given.remove("--languages")) {
        return Languages.run(root(), given, LocalDate.now(ZoneOffset.UTC));
      }
      if (given.remove("--simulate")) {
        return Simulation.run(root(), given);
      }
      if (given.remove("--savina")) {
        return Savina.run(root(), given, LocalDate.now(ZoneOffset.UTC));
      }
      return jmh(given);
    } catch (UsageException | CommandLineOptionException | PatternSyntaxException e) {
      System.err.println(e.getMessage() + "\nSee --help.");
      return 2;
    }
  }

  private static int jmh(List<String> given) throws IOException, CommandLineOptionException {
    if (given.contains("--help")) {
      System.out.print(HELP);
      return 0;
    }
    boolean list = given.remove("--list");
    boolean quick = given.remove("--quick");
    CommandLineOptions options = parsed(given);
    List<Pattern> patterns = options.getIncludes().stream().map(Pattern::compile).toList();
    // The patterns choose among our rows; JMH is not to see them.
    given.removeAll(options.getIncludes());
    if (!patterns.isEmpty()) {
      options = parsed(given);
    }
    if (options.shouldHelp()) {
      options.showHelp();
      return 0;
    }
    check(options);
    List<Answer> answers = answers(patterns);
    if (list || options.shouldList()) {
      answers.forEach(answer ->
          System.out.println(answer.row().name(answer.contestant()) + "  " + answer.row().title()));
      return 0;
    }
    if (quick && patterns.isEmpty()) {
      answers.removeIf(answer -> answer.row().onlyInFullRun());
    }
    Plan plan = quick ? Plan.quick() : Plan.full();
    var run = new Run(root(), plan, options, patterns.isEmpty(), LocalDate.now(ZoneOffset.UTC));
    return run.all(answers) ? 0 : 1;
  }

  private static CommandLineOptions parsed(List<String> given) throws CommandLineOptionException {
    try {
      return new CommandLineOptions(given.toArray(String[]::new));
    } catch (IllegalStateException | IllegalArgumentException e) { // of some options, JMH's own
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** What JMH would notice only in each of its forks. */
  private static void check(CommandLineOptions options) {
    for (var agents : options.getParameter("agents").orElse(List.of())) {
      if (!agents.matches("[1-9][0-9]{0,8}")) {
        throw new UsageException(
            "parameter agents is \"%s\"; allowed: a whole number from 1 to 999999999"
                .formatted(agents));
      }
    }
    for (var profiler : options.getProfilers()) {
      try {
        ProfilerFactory.getProfilerOrException(profiler);
      } catch (ProfilerException e) {
        throw new UsageException(
            "profiler is \"%s\", which cannot be used: %s"
                .formatted(profiler.getKlass(), e.getMessage()));
      }
    }
  }

  /** One question to one of the contestants that answer it. */
  record Answer(BenchmarkRow row, Contestant contestant) {}

  /**
   * Those that match one of {@code patterns}, or all if there are none.
   *
   * @throws UsageException if a pattern matches none
   */
  static List<Answer> answers(List<Pattern> patterns) {
    for (Pattern pattern : patterns) {
      String text = pattern.pattern(); // one that chooses every row was meant as something else
      if (text.isBlank() || text.startsWith("-") || some(List.of(pattern)).isEmpty()) {
        throw new UsageException("no benchmark matches \"" + pattern + "\"; --list names them");
      }
    }
    return some(patterns);
  }

  private static List<Answer> some(List<Pattern> patterns) {
    var answers = new ArrayList<Answer>();
    for (BenchmarkRow row : BenchmarkRow.all()) {
      for (Contestant contestant : row.contestants()) {
        if (row.matches(contestant, patterns)) {
          answers.add(new Answer(row, contestant));
        }
      }
    }
    return answers;
  }

  /**
   * The repository: this is in its benchmarks/target/benchmarks.jar or benchmarks/target/classes.
   */
  private static Path root() {
    try {
      Path here =
          Path.of(Bench.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .toAbsolutePath();
      return here.resolve("../../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot tell where this program is", e);
    }
  }
}
