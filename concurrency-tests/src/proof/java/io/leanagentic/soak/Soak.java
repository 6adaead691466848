package io.leanagentic.soak;

import io.leanagentic.AgentRuntime;
import io.leanagentic.RuntimeConfig;
import io.leanagentic.internal.RuntimeCore;
import io.leanagentic.spi.Seams;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The program behind {@code ./soak}: rounds of load, with a look after each. */
public final class Soak implements AutoCloseable {
  /*
   * A round is some seconds of load, see Load. Then the load stops, and once the runtime is at rest nothing may be wrong.
   * The soak ends at the first look that finds something: the books are since the start, so it would be found again.
   *
   * Invariants
   *   S1  what is lost, stuck or leaks is found   SoakTest.aLostMessageIsFound, anAgentThatHangsIsFound, aLeakIsFound
   *   S2  and nothing else                        SoakTest.aShortSoakFindsNothing
   */
  /** How much more than after the first round may be in use: twice what rounds differ by. */
  private static final long SLACK = 8 << 20;

  /** Threads more than after the first round: some take over from held workers, and go again. */
  private static final int THREADS = 16;

  /** One in a hundred answers may take longer; each comes within the patience. */
  private static final double LIMIT_MILLIS = 2_000;

  private final Options options;
  private final AgentRuntime runtime;
  private final Crowd crowd;
  private final Load load;
  private final List<Round> rounds = new ArrayList<>();
  private final long begin = System.nanoTime();

  private Soak(Options options) {
    this.options = options;
    runtime =
        AgentRuntime.start(
            RuntimeConfig.defaults()
                .withWorkers(2)
                .withAccounting(true)
                .withSeams(Seams.system().withVirtualThreads(failingSometimes())));
    crowd = new Crowd(runtime, options);
    load = new Load(crowd, options);
  }

  /** Now and then there is no thread: whoever needed it must try again. */
  private static ThreadFactory failingSometimes() {
    var made = new AtomicInteger();
    ThreadFactory threads = Thread.ofVirtual().factory();
    return task -> {
      if (made.incrementAndGet() % 100 == 0) {
        throw new OutOfMemoryError("unable to create a thread, on purpose");
      }
      return threads.newThread(task);
    };
  }

  /** Runs the program. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.exit(
        run(
            List.of(arguments),
            Path.of(System.getProperty("soak.folder", "target/soak")),
            Path.of(System.getProperty("soak.documents", "docs"))));
  }

  /** Returns the exit code. */
  static int run(List<String> arguments, Path folder, Path documents)
      throws IOException, InterruptedException {
    if (arguments.contains("--help") || arguments.contains("-h")) {
      IO.print(Options.USAGE);
      return 0;
    }
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("soak: " + e.getMessage() + "; see ./soak --help");
      return 2;
    }
    System.err.printf(
        Locale.ROOT, "soak: %d minutes, seed %d%n", options.length().toMinutes(), options.seed());
    List<Round> rounds = rounds(options);
    var report = new Report(options, rounds);
    IO.print(report.table());
    report.write(folder);
    if (options.keep()) {
      report.keep(documents);
    }
    return rounds.getLast().problems().isEmpty() ? 0 : 1;
  }

  static List<Round> rounds(Options options) throws InterruptedException {
    try (var soak = new Soak(options)) {
      do {
        soak.round();
      } while (soak.rounds.getLast().problems().isEmpty()
          && (soak.rounds.size() == 1 // with which nothing can be compared
              || soak.elapsed().compareTo(options.length()) < 0));
      return soak.rounds;
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void round() throws InterruptedException {
    int number = rounds.size() + 1;
    var before = runtime.metrics();
    long begun = System.nanoTime();
    Latencies latencies = load.run(number);
    var loaded = Duration.ofNanos(System.nanoTime() - begun);
    var problems = look();
    double p99 = latencies.percentile(0.99);
    if (p99 > LIMIT_MILLIS) {
      problems.add("latency: one answer in 100 took %.0f ms or more".formatted(p99));
    }
    long bytes = used();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    if (!rounds.isEmpty()) {
      Round first = rounds.getFirst();
      if (bytes > first.bytes() + SLACK) {
        problems.add(
            "memory: %.1f MB are in use, %.1f after the first round"
                .formatted(bytes / 1e6, first.megabytes()));
      }
      if (threads > first.threads() + THREADS) {
        problems.add("threads: %d, %d after the first round".formatted(threads, first.threads()));
      }
    }
    var round =
        new Round(
            number,
            elapsed(),
            loaded,
            before,
            runtime.metrics(),
            latencies.percentile(0.5),
            p99,
            latencies.percentile(1),
            bytes,
            threads,
            problems);
    rounds.add(round);
    System.err.printf(
        Locale.ROOT,
        "soak: %,d of %,d s, %,.0f messages/s, answers in %.1f ms (p99), %.1f MB, %s%n",
        round.at().toSeconds(),
        options.length().toSeconds(),
        round.rate(),
        p99,
        round.megabytes(),
        problems.isEmpty() ? "all is well" : problems);
  }

  private List<String> look() {
    var core = (RuntimeCore) runtime;
    awaitThat(() -> core.isQuiet() && crowd.isOver() && core.books().balance());
    var problems = crowd.stuck();
    awaitThat(() -> crowd.left() == 0 && crowd.isOver() && core.books().balance());
    if (crowd.left() != 0) {
      problems.add("stuck: %,d agents are left".formatted(crowd.left()));
    }
    problems.addAll(crowd.wrong());
    if (!core.books().balance()) {
      problems.add("lost: the runtime's own books do not balance, " + core.books());
    }
    if (core.defects() != 0) {
      problems.add("defects: the runtime counts %,d".formatted(core.defects()));
    }
    return problems;
  }

  private void awaitThat(BooleanSupplier calm) {
    long deadline = System.nanoTime() + options.patience().toNanos();
    while (!calm.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    var memory = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, memory.totalMemory() - memory.freeMemory());
    }
    return least;
  }

  @Override
  public void close() {
    crowd.close();
    runtime.abort();
  }
}
