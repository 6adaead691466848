package io.leanagentic.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * One run: asks one after the other, shows progress, and writes what is there after each answer.
 */
final class Run {
  private final Path root;
  private final Plan plan;
  private final CommandLineOptions options;
  private final boolean complete;
  private final LocalDate date;
  private final Machine machine;
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
    System.out.println(headline());
    System.out.println(answers.size() + " benchmarks; results go to " + root.relativize(json));
    long started = System.nanoTime();
    int number = 0;
    for (Bench.Answer answer : answers) {
      number++;
      String what = answer.question().name(answer.column());
      System.out.printf(
          Locale.ROOT,
          "[%d/%d, %s] %-38s %-40s ",
          number,
          answers.size(),
          minutes(System.nanoTime() - started),
          what,
          answer.question().title());
      System.out.flush();
      System.out.println(one(answer, scratch.resolve(what + ".log")));
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

  private String one(Bench.Answer answer, Path log) throws IOException {
    PrintStream standard = System.err;
    // What the forks write on their standard error, JMH passes on to ours.
    Path errors = log.resolveSibling(log.getFileName() + ".err");
    try (var file = new PrintStream(Files.newOutputStream(errors), true, StandardCharsets.UTF_8)) {
      System.setErr(file);
      RunResult result =
          new Runner(plan.options(answer.question(), answer.column(), options, log.toString()))
              .runSingle();
      return results
          .add(answer.question(), answer.column(), result)
          .text(" " + answer.question().measure().unit);
    } catch (RunnerException | RuntimeException e) {
      failed.add(
          "failed: %s: %s; see %s"
              .formatted(
                  answer.question().name(answer.column()), e.getMessage(), root.relativize(log)));
      return "FAILED";
    } finally {
      System.setErr(standard);
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
    return "%s; %s; %s; JVM flags: %s.".formatted(date, machine, plan, flags());
  }

  private static String flags() {
    var flags = new ArrayList<String>();
    for (Question question : Question.all()) {
      String some = String.join(" ", question.jvmArgs());
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
