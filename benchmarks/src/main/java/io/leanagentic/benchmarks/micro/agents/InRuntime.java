package io.leanagentic.benchmarks.micro.agents;

import io.leanagentic.AgentRuntime;
import io.leanagentic.Delivery;
import io.leanagentic.RuntimeMetrics;
import io.leanagentic.benchmarks.harness.Completion;
import java.time.Duration;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A program with a runtime of its own, as it comes: everything on, nothing tuned. */
@State(Scope.Benchmark)
public abstract class InRuntime {
  /** How many messages a producer sends before it lets others run. */
  static final int PORTION = 1000;

  static final Duration LONG = Duration.ofSeconds(30);

  final AgentRuntime runtime = AgentRuntime.start();
  final Completion finish = new Completion();

  /** Ends the runtime; fails if a message went astray. */
  @TearDown
  public void close() {
    RuntimeMetrics metrics = runtime.metrics();
    runtime.close();
    boolean refused = metrics.rejected() != 0 && !mayRefuse();
    if (metrics.deadLetters() != 0 || refused || metrics.failures() != 0) {
      throw new IllegalStateException("messages went astray, or agents failed:\n" + metrics);
    }
  }

  /** Fails if the message is not on its way. */
  public static void check(Delivery delivery) {
    if (!delivery.isTaken()) {
      throw new IllegalStateException("delivery is " + delivery);
    }
  }

  /** Whether a full mailbox is part of the program. */
  boolean mayRefuse() {
    return false;
  }
}
