package io.leanagentic.benchmarks.savina.agents;

import io.leanagentic.AgentContext;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.RuntimeMetrics;
import io.leanagentic.benchmarks.harness.Completion;
import io.leanagentic.benchmarks.savina.Problem;
import io.leanagentic.benchmarks.savina.Stage;
import java.time.Duration;

/**
 * A runtime as it comes: everything on, nothing tuned. An agent runs the program, all others are
 * its children.
 */
public final class AgentStage implements Stage {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final AgentRuntime runtime = AgentRuntime.start();

  @Override
  public void run(Problem problem, long expected) {
    var finish = new Completion();
    AgentRef<Nothing> root = runtime.spawn(() -> new Root(problem, finish));
    finish.expect(expected);
    root.stop();
    root.termination(LONG).join();
  }

  /** Ends the runtime; fails if a message went astray. */
  @Override
  public void close() {
    RuntimeMetrics metrics = runtime.metrics();
    runtime.close();
    if (metrics.deadLetters() != 0 || metrics.rejected() != 0 || metrics.failures() != 0) {
      throw new IllegalStateException("messages went astray, or agents failed:\n" + metrics);
    }
  }

  private enum Nothing {}

  private record Root(Problem problem, Completion finish) implements Behavior<Nothing> {
    @Override
    public void onStart(AgentContext<Nothing> context) {
      Programs.begin(context, problem, finish);
    }

    @Override
    public void receive(AgentContext<Nothing> context, Nothing message) {
      throw new IllegalStateException("nobody sends to the root");
    }
  }
}
