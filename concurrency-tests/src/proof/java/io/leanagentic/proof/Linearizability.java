package io.leanagentic.proof;

import io.leanagentic.internal.await.PromiseLincheck;
import io.leanagentic.internal.channel.ChannelLincheck;
import io.leanagentic.internal.scheduler.RunQueueLincheck;
import io.leanagentic.orchestration.internal.lease.LeaseLincheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/** Structures whose operations each take effect at one moment, which Lincheck checks. */
final class Linearizability implements Proof {
  private static final int THREADS = 2;
  private static final int ACTORS = 3;
  private static final int SCENARIOS = 25;
  private static final int RUNS = 500;

  /**
   * A structure.
   *
   * @param threads whether it needs real threads, because its runtime has some
   */
  private record Structure(
      String name, Class<?> test, Class<?> model, Class<?> canary, boolean threads) {}

  private static final List<Structure> ALL =
      List.of(
          new Structure(
              "channel",
              ChannelLincheck.class,
              ChannelLincheck.Model.class,
              ChannelLincheck.Canary.class,
              false),
          new Structure(
              "run-queue",
              RunQueueLincheck.class,
              RunQueueLincheck.Model.class,
              RunQueueLincheck.Canary.class,
              false),
          new Structure(
              "promise",
              PromiseLincheck.class,
              PromiseLincheck.Model.class,
              PromiseLincheck.Canary.class,
              false),
          new Structure(
              "lease-table",
              LeaseLincheck.class,
              LeaseLincheck.Model.class,
              LeaseLincheck.Canary.class,
              true));

  @Override
  public String tool() {
    return "lincheck";
  }

  @Override
  public List<String> names() {
    return ALL.stream().map(Structure::name).toList();
  }

  @Override
  public List<Verdict> prove(List<String> names, Effort effort, Path folder) {
    var verdicts = new ArrayList<Verdict>();
    for (var structure : ALL) {
      if (names.contains(structure.name())) {
        verdicts.add(prove(structure, effort));
      }
    }
    return verdicts;
  }

  private Verdict prove(Structure structure, Effort effort) {
    int scenarios = effort == Effort.QUICK ? 4 : SCENARIOS;
    int runs = effort == Effort.QUICK ? 100 : RUNS;
    long begin = System.nanoTime();
    var problem = check(structure, structure.test(), scenarios, runs);
    // The twin gets as many scenarios as the full proof: it is the only way to know that they
    // suffice.
    var caught = check(structure, structure.canary(), SCENARIOS, RUNS);
    double seconds = (System.nanoTime() - begin) / 1e9;
    return new Verdict(
        structure.name(),
        tool(),
        THREADS + " x " + ACTORS + " operations, " + (structure.threads() ? "threads" : "switches"),
        (long) scenarios * runs,
        seconds,
        problem,
        caught.isEmpty() ? "not caught" : "");
  }

  /** What is wrong with {@code test}; empty if nothing was found. */
  private static String check(Structure structure, Class<?> test, int scenarios, int runs) {
    try {
      options(structure.threads())
          .iterations(scenarios)
          .invocationsPerIteration(runs)
          .threads(THREADS)
          .actorsPerThread(ACTORS)
          .actorsBefore(0) // else a promise is done before the threads begin
          .actorsAfter(1)
          .minimizeFailedScenario(false)
          .sequentialSpecification(structure.model())
          .check(test);
      return "";
    } catch (LincheckAssertionError e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Options<?, ?> options(boolean threads) {
    return threads
        ? new StressOptions()
        // It only calls itself, a thousand times deep, which Lincheck would take for an endless
        // loop.
        : new ModelCheckingOptions()
            .addGuarantee(
                ManagedStrategyGuaranteeKt.forClasses(
                        "io.leanagentic.internal.scheduler.StackProbe")
                    .allMethods()
                    .ignore());
  }
}
