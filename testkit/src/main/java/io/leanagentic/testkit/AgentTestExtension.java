package io.leanagentic.testkit;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Runs an {@link AgentTest} once for each seed, until one fails; the annotation brings it. */
public final class AgentTestExtension implements TestTemplateInvocationContextProvider {
  /** For JUnit. */
  public AgentTestExtension() {}

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    AgentTest test =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), AgentTest.class)
            .orElseThrow();
    Class<?> type = context.getRequiredTestClass();
    Method method = context.getRequiredTestMethod();
    String program = type.getName() + "#" + method.getName();
    Strategy strategy = Strategy.parse(test.strategy());
    boolean real = test.mode() == AgentTest.Mode.REAL;
    if (test.record() != 0) {
      Recording.checkBytes("record", test.record());
      if (!real) {
        throw new IllegalArgumentException(
            "record is for mode = REAL; a seed repeats a simulation");
      }
    }
    Path replay = Settings.path("leanagentic.replay", "a recording");
    if (replay != null) {
      Recorded recorded = recorded(replay, program, real);
      return Stream.of(
          new Seed(
              new AgentTestRun(
                  test,
                  strategy,
                  recorded.seed,
                  1,
                  1,
                  new AtomicBoolean(),
                  null,
                  program,
                  null,
                  recorded)));
    }
    Long only = Settings.number("leanagentic.seed");
    Long count = Settings.number("leanagentic.schedules");
    long schedules =
        only != null && !strategy.isExhaustive() ? 1 : count != null ? count : test.schedules();
    if (schedules < 1) {
      throw new IllegalArgumentException("schedules is " + schedules + "; allowed: 1 or more");
    }
    long first = only != null ? only : test.seed();
    var failed = new AtomicBoolean();
    if (strategy.isExhaustive()) {
      if (real) {
        throw new IllegalArgumentException("mode = REAL has no strategy '" + strategy + "'");
      }
      Exploration exploration = strategy.exploration(schedules);
      return Stream.iterate(1L, number -> number + 1)
          .takeWhile(_ -> !failed.get() && !exploration.isOver())
          .map(number ->
              new Seed(
                  new AgentTestRun(
                      test,
                      strategy,
                      first,
                      number,
                      schedules,
                      failed,
                      exploration,
                      program,
                      null,
                      null)));
    }
    return LongStream.range(0, schedules)
        .takeWhile(_ -> !failed.get())
        .mapToObj(i ->
            new Seed(
                new AgentTestRun(
                    test,
                    strategy,
                    first + i,
                    i + 1,
                    schedules,
                    failed,
                    null,
                    program,
                    test.record() == 0 ? null : ChartFile.recording(type, method, first + i),
                    null)));
  }

  private static Recorded recorded(Path file, String program, boolean real) {
    Recorded recorded = Recorded.read(file);
    if (!real || !recorded.program.equals(program)) {
      throw new IllegalArgumentException(
          "-Dleanagentic.replay: "
              + file
              + " is a recording of "
              + (recorded.program.isEmpty() ? "a program without a test" : recorded.program)
              + "; allowed for "
              + program
              + ": one of its own, in mode = REAL");
    }
    return recorded;
  }

  private record Seed(AgentTestRun run) implements TestTemplateInvocationContext {
    @Override
    public String getDisplayName(int index) {
      return run.name();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(run);
    }
  }
}
