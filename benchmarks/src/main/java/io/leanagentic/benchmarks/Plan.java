package io.leanagentic.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How long to measure.
 *
 * @param name for the headline of the table
 * @param forks processes per answer, one after the other
 * @param warmups iterations before measuring starts
 * @param measurements iterations that count
 * @param warmup time of an iteration before measuring starts
 * @param measured time of an iteration that counts
 * @param agents how many idle agents to measure the heap of
 */
record Plan(
    String name,
    int forks,
    int warmups,
    int measurements,
    TimeValue warmup,
    TimeValue measured,
    String agents) {
  static Plan full() {
    return new Plan("full run", 3, 5, 5, TimeValue.seconds(1), TimeValue.seconds(1), "1000000");
  }

  static Plan quick() {
    TimeValue iteration = TimeValue.milliseconds(300);
    return new Plan("quick run", 1, 4, 4, iteration, iteration, "100000");
  }

  /** With a long warm-up: on one processor the compilers take their time from the program. */
  static Plan placements() {
    TimeValue warmup = TimeValue.milliseconds(500);
    return new Plan("placements", 3, 12, 5, warmup, TimeValue.milliseconds(300), "1000");
  }

  /** No answer takes longer; what does has lost a message. */
  private static final long TIMEOUT_SECONDS = 90;

  /** This, changed by what the command line says. */
  Plan with(CommandLineOptions given) {
    return new Plan(
        name,
        given.getForkCount().orElse(forks),
        given.getWarmupIterations().orElse(warmups),
        given.getMeasurementIterations().orElse(measurements),
        given.getWarmupTime().orElse(warmup),
        given.getMeasurementTime().orElse(measured),
        given.getParameter("agents").hasValue()
            ? String.join(",", given.getParameter("agents").get())
            : agents);
  }

  /** How many processes answer {@code row}, one after the other. */
  int forks(BenchmarkRow row) {
    return switch (row.measure()) {
      case NANOSECONDS, LATENCY -> forks;
      case BYTES -> 1; // they do not vary
    };
  }

  /** Runs one fork of one answer, whose output goes to {@code log} and beside it. */
  RunResult run(BenchmarkRow row, Contestant contestant, CommandLineOptions given, Path log)
      throws IOException, RunnerException {
    PrintStream standard = System.err;
    // What the forks write on their standard error, JMH passes on to ours.
    Path errors = log.resolveSibling(log.getFileName() + ".err");
    try (var file = new PrintStream(Files.newOutputStream(errors), true, StandardCharsets.UTF_8)) {
      System.setErr(file);
      return new Runner(options(row, contestant, given, log.toString())).runSingle();
    } finally {
      System.setErr(standard);
    }
  }

  /**
   * What JMH is to do for one fork of one answer; {@code given} may name profilers and the like.
   */
  Options options(BenchmarkRow row, Contestant contestant, CommandLineOptions given, String log) {
    var options =
        new OptionsBuilder()
            .parent(given)
            .include("^\\Q" + row.benchmark().getName() + "." + contestant.method + "\\E$")
            .jvmArgsPrepend(row.jvmArgs().toArray(String[]::new))
            .shouldFailOnError(true)
            .forks(1)
            .timeout(TimeValue.seconds(TIMEOUT_SECONDS))
            .verbosity(VerboseMode.NORMAL)
            .output(log);
    switch (row.measure()) {
      case NANOSECONDS ->
          options
              .addProfiler("gc")
              .warmupIterations(warmups)
              .warmupTime(warmup)
              .measurementIterations(measurements)
              .measurementTime(measured);
      case LATENCY -> // the programs warm up themselves
          options.mode(Mode.SingleShotTime).warmupIterations(0).measurementIterations(1);
      case BYTES ->
          options
              .mode(Mode.SingleShotTime)
              .warmupIterations(0)
              .measurementIterations(1)
              .param("agents", agents);
    }
    return options.build();
  }

  /** One line. */
  @Override
  public String toString() {
    return "%s: %d fork%s of %d iterations of %s to warm up and %d of %s; idle agents: %s"
        .formatted(
            name, forks, forks == 1 ? "" : "s", warmups, warmup, measurements, measured, agents);
  }
}
