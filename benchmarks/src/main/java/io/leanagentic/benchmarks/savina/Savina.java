package io.leanagentic.benchmarks.savina;

import io.leanagentic.benchmarks.harness.ChildProcess;
import io.leanagentic.benchmarks.harness.CoreDistance;
import io.leanagentic.benchmarks.harness.GeneratedSection;
import io.leanagentic.benchmarks.harness.JvmFlags;
import io.leanagentic.benchmarks.harness.Machine;
import io.leanagentic.benchmarks.harness.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run of the suite: a process after the other, contenders in turn, and the report. */
public final class Savina {
  private static final String BEGIN = "<!-- savina: written by ./bench --savina -->";
  private static final String END = "<!-- end of savina -->";
  private static final long MINUTES = 10;
  private static final int HEAP_ITERATIONS = 3;

  /** So that what is in use is close to what is needed. */
  private static final List<String> HEAP_FLAGS =
      List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmn16m", "-Xmx4g");

  private final Path root;
  private final Options options;
  private final Path scratch;
  private final String name;
  private final Machine machine;
  private final LocalDate date;
  private final CoreDistance distance = new CoreDistance();
  private final Map<Problem, Map<Contender, Measured>> results = new LinkedHashMap<>();
  private final List<String> failed = new ArrayList<>();

  private Savina(Path root, Options options, LocalDate date) throws IOException {
    this.root = root;
    this.options = options;
    this.date = date;
    machine = Machine.here(root);
    name = "%s-%s-%dcore-savina".formatted(date, machine.commit(), machine.cores());
    scratch =
        Files.createDirectories(
            root.resolve("benchmarks/target/results/savina-" + machine.commit()));
  }

  /**
   * Runs it as {@code arguments} say.
   *
   * @return the exit code
   * @throws UsageException if they mean nothing
   */
  public static int run(Path root, List<String> arguments, LocalDate date) throws IOException {
    if (arguments.contains("--help")) {
      System.out.print(Options.HELP);
      return 0;
    }
    return new Savina(root, Options.of(arguments), date).all();
  }

  private int all() throws IOException {
    distance.look();
    System.out.println(headline());
    for (Problem problem : Problems.published()) {
      if (options.wants(problem)) {
        one(problem);
      }
    }
    String headline = headline();
    String table = headline + "\n\n" + Report.table(results, machine.cores());
    System.out.println("\n" + table);
    boolean complete = options.only().isEmpty() && failed.isEmpty();
    Path folder = complete ? root.resolve("benchmarks/results") : scratch;
    Files.writeString(folder.resolve(name + ".json"), Report.json(headline, results));
    if (complete) {
      GeneratedSection.replace(root.resolve("docs/benchmarks.md"), BEGIN, END, table);
    }
    failed.forEach(System.out::println);
    return failed.isEmpty() ? 0 : 1;
  }

  private String headline() {
    return "%s; %s; %s; %s; JVM flags: time %s, heap %s."
        .formatted(
            date,
            machine,
            distance,
            options,
            String.join(" ", JvmFlags.TIME),
            String.join(" ", HEAP_FLAGS));
  }

  private void one(Problem problem) throws IOException {
    var row = new EnumMap<Contender, Measured>(Contender.class);
    for (int fork = 0; fork <= options.forks(); fork++) {
      for (Contender contender : Contender.values()) {
        Measured before = row.getOrDefault(contender, Measured.NOTHING);
        row.put(contender, before.with(values(problem, contender, fork)));
      }
    }
    results.put(problem, row);
    row.forEach((contender, measured) ->
        System.out.printf(
            "%-26s %-13s %8.1f ms, processor %8.1f ms, with start %8.1f ms, heap %5.0f MB%n",
            problem.name(),
            contender.title,
            measured.runningMedian(),
            measured.processorMedian(),
            measured.startingMedian(),
            measured.heap() / (1 << 20)));
  }

  /** Fork 0 measures the heap, the others time. */
  private Map<String, List<Double>> values(Problem problem, Contender contender, int fork)
      throws IOException {
    var mode = fork == 0 ? Fork.Mode.HEAP : Fork.Mode.TIME;
    Path log = scratch.resolve("%s-%s-%d.txt".formatted(problem.name(), contender, fork));
    String last = mode == Fork.Mode.HEAP ? "heap" : "starting";
    if (!options.resume() || !Files.exists(log) || !parse(log).containsKey(last)) {
      fork(mode, problem, contender, log);
    }
    Map<String, List<Double>> values = parse(log);
    if (!values.containsKey(last)) {
      failed.add(
          "failed: %s of %s; see %s"
              .formatted(problem.name(), contender.title, root.relativize(log)));
    }
    return values;
  }

  private void fork(Fork.Mode mode, Problem problem, Contender contender, Path log)
      throws IOException {
    distance.look();
    var flags = new ArrayList<>(mode == Fork.Mode.TIME ? JvmFlags.TIME : HEAP_FLAGS);
    flags.add("--sun-misc-unsafe-memory-access=allow");
    List<String> command =
        ChildProcess.command(
            flags,
            Fork.class,
            mode.name(),
            contender.name(),
            problem.name(),
            String.valueOf(options.seconds()),
            String.valueOf(mode == Fork.Mode.TIME ? options.iterations() : HEAP_ITERATIONS));
    ChildProcess.run(command, root, log, TimeUnit.MINUTES.toSeconds(MINUTES));
  }

  /** The lines of the form {@code name=1.5,2.5}. */
  private static Map<String, List<Double>> parse(Path log) throws IOException {
    var values = new LinkedHashMap<String, List<Double>>();
    for (String line : Files.readAllLines(log)) {
      int equals = line.indexOf('=');
      if (line.matches("(running|starting|processor|alone|heap)=[0-9.,]+")) {
        values.put(
            line.substring(0, equals),
            Stream.of(line.substring(equals + 1).split(",")).map(Double::valueOf).toList());
      }
    }
    return values;
  }
}
