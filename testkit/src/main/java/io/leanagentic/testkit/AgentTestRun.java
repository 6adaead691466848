package io.leanagentic.testkit;

import io.leanagentic.AgentRuntime;
import io.leanagentic.testkit.AgentTest.Mode;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** One run of an {@link AgentTest} from one seed, and what is made of its failure. */
final class AgentTestRun implements ParameterResolver, InvocationInterceptor, AfterEachCallback {
  private static final long MOST_TURNS = 2_000_000; // to shrink a failure

  private final AgentTest test;
  private final Strategy strategy;
  private final long seed;
  private final long number;
  private final long of;
  private final AtomicBoolean failed;
  private final @Nullable Exploration exploration; // if all schedules are to be run
  private final String program;
  private final @Nullable Path recordingFile; // if the run is to be recorded
  private final @Nullable Recorded recorded; // if it is to repeat that
  private @Nullable Subject subject;
  private @Nullable Chart chart;

  AgentTestRun(
      AgentTest test,
      Strategy strategy,
      long seed,
      long number,
      long of,
      AtomicBoolean failed,
      @Nullable Exploration exploration,
      String program,
      @Nullable Path recordingFile,
      @Nullable Recorded recorded) {
    this.test = test;
    this.strategy = strategy;
    this.seed = seed;
    this.number = number;
    this.of = of;
    this.failed = failed;
    this.exploration = exploration;
    this.program = program;
    this.recordingFile = recordingFile;
    this.recorded = recorded;
  }

  String name() {
    return recorded != null
        ? "replay of " + recorded.file
        : exploration == null ? "seed " + seed : "schedule " + number;
  }

  // What the test gets.

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
    Class<?> type = parameter.getParameter().getType();
    return type == SimulatedRuntime.class || type == AgentRuntime.class || type == Probe.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
    return argument(parameter.getParameter().getType());
  }

  private Object argument(Class<?> type) {
    Subject subject = subject();
    if (type == AgentRuntime.class) {
      return subject.runtime();
    }
    if (type == Probe.class) {
      return subject.probe();
    }
    Optional<SimulatedRuntime> simulation = subject.simulation();
    if (simulation.isEmpty()) {
      failed.set(true);
      throw new ParameterResolutionException(
          "mode = REAL has no SimulatedRuntime; take an AgentRuntime");
    }
    return simulation.get();
  }

  private Subject subject() {
    Subject current = subject;
    if (current == null) {
      current = start();
      subject = current;
    }
    return current;
  }

  private Subject start() {
    if (recorded != null) {
      Subject replay = Subject.replay(recorded);
      chart = replay.simulation().orElseThrow().draw();
      return replay;
    }
    if (recordingFile != null) {
      return Subject.recorded(seed, recordingFile, test.record(), program);
    }
    return test.mode() == Mode.REAL
        ? Subject.real(seed)
        : Subject.of(
            exploration == null
                ? SimulatedRuntime.start(seed, strategy)
                : SimulatedRuntime.start(seed, strategy, exploration, SimulatedRuntime.MOST_TURNS));
  }

  // Its run.

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext extension)
      throws Throwable {
    try {
      invocation.proceed();
      subject().finish(test.checkLeaks());
    } catch (TestAbortedException e) {
      throw e;
    } catch (Throwable t) {
      failed.set(true);
      throw explained(t, new Repetition(method, extension));
    }
  }

  @Override
  public void afterEach(ExtensionContext extension) {
    extension
        .getExecutionException()
        .filter(thrown -> !(thrown instanceof TestAbortedException))
        .ifPresent(_ -> failed.set(true)); // also in a method before or after the test
    if (subject != null) {
      subject.abandon();
    }
    if (recordingFile != null && extension.getExecutionException().isEmpty()) {
      try {
        Files.deleteIfExists(recordingFile);
      } catch (IOException e) {
        // it is in the way of nobody
      }
    }
    if (recorded != null && extension.getExecutionException().isEmpty()) {
      extension.publishReportEntry(
          extension.getRequiredTestMethod().getName(), "passes this time: " + replayed());
    }
    if (exploration != null && !failed.get() && !exploration.next()) {
      extension.publishReportEntry(
          extension.getRequiredTestMethod().getName(), exploration.result().toString());
    }
  }

  private String replayed() {
    return subject().simulation().flatMap(SimulatedRuntime::replayed).orElseThrow().toString();
  }

  /** A failure of a run that was recorded, or that repeats it. */
  private Throwable explained(Throwable failure, Recorded recorded) {
    var text = new StringBuilder(said(failure));
    text.append("\nreplay of ").append(recorded.file).append(": ").append(replayed());
    if (chart != null) {
      text.append("\nthe last turns:\n").append(chart.text());
    }
    return new SimulationFailure(kind(failure), text.toString(), failure);
  }

  private static String said(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private Throwable explained(Throwable failure, Repetition repetition) {
    if (recorded != null) {
      return explained(failure, recorded);
    }
    String where =
        "%s\nseed %d, schedule %d of %d, %s\nagain: -Dtest=%s#%s -Dleanagentic.seed=%d"
            .formatted(
                said(failure),
                seed,
                number,
                of,
                test.mode() == Mode.REAL ? "on real workers" : strategy,
                repetition.method.getTargetClass().getSimpleName(),
                repetition.method.getExecutable().getName(),
                seed);
    if (recordingFile != null) {
      subject().endRecording();
      where +=
          "\nreplay: -Dtest=%s#%s -Dleanagentic.replay=%s"
              .formatted(
                  repetition.method.getTargetClass().getSimpleName(),
                  repetition.method.getExecutable().getName(),
                  recordingFile);
    }
    Optional<SimulatedRuntime> simulation = subject().simulation();
    String shrunk = simulation.map(found -> shrunk(failure, found, repetition)).orElse("");
    return new SimulationFailure(kind(failure), where + shrunk, failure);
  }

  private String shrunk(Throwable failure, SimulatedRuntime found, Repetition repetition) {
    List<Switch> switches = found.switches();
    repetition.foundTurns = found.turns();
    repetition.expected = failure;
    found.abandon();
    if (switches.size() >= SimulatedScheduler.MOST_SWITCHES) {
      return "\nIt is too long to be shrunk: it has "
          + switches.size()
          + " context switches or more.";
    }
    if (repetition.replay(switches).isEmpty()) {
      return "\nIt does not fail again with the same schedule, so it depends on more than the seed:"
          + " time, random numbers, identity hashes, or fields that outlive a run.";
    }
    var shrinker = new Shrinker(repetition);
    List<Switch> least = shrinker.shrink(switches);
    Chart chart = repetition.chart(least);
    var text = new StringBuilder();
    text.append(
        "\n%d context switches, shrunk to %d by %d runs"
            .formatted(switches.size(), least.size(), shrinker.runs()));
    text.append(
        "; agents otherwise run in the order of one worker, what became ready last first:\n");
    text.append(chart.text());
    text.append(
        ChartFile.write(
            repetition.method.getTargetClass(), repetition.method.getExecutable(), seed, chart));
    return text.toString();
  }

  /** What makes two failures the same. */
  private static String kind(Throwable failure) {
    return failure instanceof SimulationFailure known ? known.kind() : failure.getClass().getName();
  }

  /** Runs the test again, with other schedules. */
  private final class Repetition implements Shrinker.Attempts {
    final ReflectiveInvocationContext<Method> method;
    private final ExtensionContext extension;
    private final Object instance;
    private long foundTurns;
    private long allTurns;
    private @Nullable Throwable expected;

    Repetition(ReflectiveInvocationContext<Method> method, ExtensionContext extension) {
      this.method = method;
      this.extension = extension;
      this.instance = extension.getRequiredTestInstance();
    }

    @Override
    public Optional<List<Switch>> replay(List<Switch> switches) {
      return fails(new Replay(switches));
    }

    @Override
    public Optional<List<Switch>> sparse(long seed, double share) {
      return fails(new Sparse(seed, share));
    }

    @Override
    public long turns() {
      return Math.max(1, foundTurns);
    }

    @Override
    public boolean isEnough() {
      return allTurns > MOST_TURNS;
    }

    private Optional<List<Switch>> fails(Chooser chooser) {
      SimulatedRuntime simulation = start(chooser);
      Throwable thrown = run(simulation);
      allTurns += simulation.turns();
      return thrown != null && expected != null && kind(thrown).equals(kind(expected))
          ? Optional.of(simulation.switches())
          : Optional.empty();
    }

    private SimulatedRuntime start(Chooser chooser) {
      return SimulatedRuntime.start(seed, strategy, chooser, 1_000 + 4 * foundTurns);
    }

    Chart chart(List<Switch> switches) {
      SimulatedRuntime simulation = start(new Replay(switches));
      Chart chart = simulation.draw();
      run(simulation);
      return chart;
    }

    private @Nullable Throwable run(SimulatedRuntime simulation) {
      var again = Subject.of(simulation);
      subject = again;
      try {
        callEach(BeforeEach.class, HierarchyTraversalMode.TOP_DOWN);
        invoke(method.getExecutable());
        again.finish(test.checkLeaks());
        return null;
      } catch (Throwable t) {
        return t;
      } finally {
        again.abandon();
        callEach(AfterEach.class, HierarchyTraversalMode.BOTTOM_UP);
      }
    }

    private void callEach(Class<? extends Annotation> annotation, HierarchyTraversalMode order) {
      for (Method each :
          AnnotationSupport.findAnnotatedMethods(instance.getClass(), annotation, order)) {
        extension.getExecutableInvoker().invoke(each, instance);
      }
    }

    private void invoke(Method body) {
      var arguments = new ArrayList<@Nullable Object>(method.getArguments());
      for (int i = 0; i < arguments.size(); i++) {
        Class<?> type = body.getParameterTypes()[i];
        if (type == SimulatedRuntime.class || type == AgentRuntime.class || type == Probe.class) {
          arguments.set(i, argument(type));
        }
      }
      ReflectionSupport.invokeMethod(body, instance, arguments.toArray());
    }
  }
}
