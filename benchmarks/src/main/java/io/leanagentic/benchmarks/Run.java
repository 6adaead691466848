package io.leanagentic.benchmarks;

import static java.util.stream.Collectors.groupingBy;

import io.leanagentic.benchmarks.harness.CoreDistance;
import io.leanagentic.benchmarks.harness.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * One run: asks one question after the other, shows progress, and writes the results so far after
 * each answer.
 */
final class Run {
  private final Path root;
  private final Plan plan;
  private final CommandLineOptions options;
  private final boolean complete;
  private final LocalDate date;
  private final Machine machine;
  private final CoreDistance distance = new CoreDistance();
  private final Results results = new Results();
  private final List<String> failed = new ArrayList<>();

  Run(Path root, Plan plan, CommandLineOptions options, boolean complete, LocalDate date) {
    this.root = root;
    this.plan = plan.with(options);
    this.options = options;
    this.complete = complete;
    this.date = date;
    this.machine = Machine.here(root);
  }

  /** Returns whether all went well. */
  boolean all(List<Bench.Answer> answers) throws IOException {
    Path scratch = Files.createDirectories(root.resolve("benchmarks/target/results"));
    String name = "%s-%s-%dcore".formatted(date, machine.commit(), machine.cores());
    Path json = (complete ? root.resolve("benchmarks/results") : scratch).resolve(name + ".json");
    distance.look();
    System.out.println(headline());
    System.out.println(answers.size() + " benchmarks; results go to " + root.relativize(json));
    long started = System.nanoTime();
    var rows =
        answers.stream()
            .collect(groupingBy(Bench.Answer::row, LinkedHashMap::new, Collectors.toList()));
    int number = 0;
    for (var asked : rows.entrySet()) {
      number++;
      System.out.printf(
          Locale.ROOT,
          "[%d/%d, %s] %s%n",
          number,
          rows.size(),
          minutes(System.nanoTime() - started),
          asked.getKey().title());
      ask(asked.getKey(), asked.getValue(), scratch);
      if (!results.isEmpty()) {
        results.writeJson(json);
      }
    }
    System.out.println("took " + minutes(System.nanoTime() - started) + "\n");
    if (!results.isEmpty()) {
      write(scratch.resolve(name + ".md"));
    }
    failed.forEach(System.out::println);
    return failed.isEmpty();
  }

  /**
   * Runs one process of each contestant, then the next of each, so that changes of the machine
   * affect all alike.
   */
  private void ask(BenchmarkRow row, List<Bench.Answer> answers, Path scratch) throws IOException {
    Map<Bench.Answer, List<RunResult>> forks = new LinkedHashMap<>();
    answers.forEach(answer -> forks.put(answer, new ArrayList<>()));
    for (int fork = 1; fork <= plan.forks(row); fork++) {
      for (Bench.Answer answer : List.copyOf(forks.keySet())) {
        String log = "%s-%d.log".formatted(row.name(answer.contestant()), fork);
        distance.look();
        RunResult result = one(answer, scratch.resolve(log));
        if (result == null) {
          forks.remove(answer); // no more of them, and nothing in the table
        } else {
          Objects.requireNonNull(forks.get(answer)).add(result);
        }
      }
    }
    for (Bench.Answer answer : answers) {
      List<RunResult> all = forks.get(answer);
      String text =
          all == null
              ? "FAILED"
              : results.add(row, answer.contestant(), merged(all)).text(" " + row.measure().unit);
      System.out.printf("  %-40s %s%n", row.name(answer.contestant()), text);
    }
  }

  /** One result of several processes. */
  static RunResult merged(List<RunResult> forks) {
    return new RunResult(
        forks.getLast().getParams(),
        forks.stream().flatMap(fork -> fork.getBenchmarkResults().stream()).toList());
  }

  /** One process; null if it failed. */
  private @Nullable RunResult one(Bench.Answer answer, Path log) throws IOException {
    try {
      return plan.run(answer.row(), answer.contestant(), options, log);
    } catch (RunnerException | RuntimeException e) {
      failed.add(
          "failed: %s: %s; see %s"
              .formatted(
                  answer.row().name(answer.contestant()), e.getMessage(), root.relativize(log)));
      return null;
    }
  }

  private void write(Path scratch) throws IOException {
    String table = headline() + "\n\n" + Table.of(results);
    Files.writeString(scratch, table);
    System.out.println(table);
    if (complete) {
      Table.writeInto(root.resolve("docs/benchmarks.md"), table);
      System.out.println("The table is in docs/benchmarks.md.");
    }
  }

  private String headline() {
    return "%s; %s; %s; %s; JVM flags: %s.".formatted(date, machine, distance, plan, flags());
  }

  private static String flags() {
    var flags = new ArrayList<String>();
    for (BenchmarkRow row : BenchmarkRow.all()) {
      String some = String.join(" ", row.jvmArgs());
      if (!flags.contains(some)) {
        flags.add(some);
      }
    }
    return "time "
        + flags.getFirst()
        + ", memory "
        + String.join(" or ", flags.subList(1, flags.size()));
  }

  private static String minutes(long nanos) {
    var time = Duration.ofNanos(nanos);
    return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
