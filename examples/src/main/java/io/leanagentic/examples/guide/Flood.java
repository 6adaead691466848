package io.leanagentic.examples.guide;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Behavior;
import io.leanagentic.ShutdownReport;
import java.time.Duration;

/** Agents that flood each other through mailboxes of one message, and still finish. */
final class Flood {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Flood() {}

  // region flood
  sealed interface Ball {
    record Partner(AgentRef<Ball> other) implements Ball {}

    record Serve(int left) implements Ball {}
  }

  /** Sends two messages for each one it gets, and does not care whether there is room. */
  static Behavior<Ball> player() {
    return (context, first) -> {
      if (first instanceof Ball.Partner(var other)) {
        context.become((self, ball) -> {
          if (ball instanceof Ball.Serve(var left) && left > 0) {
            other.signal(new Ball.Serve(left - 1));
            other.signal(new Ball.Serve(left - 1));
          }
        });
      }
    };
  }

  // endregion

  record Result(ShutdownReport end, long handled, long cyclesOpened, long deadLetters) {}

  static Result run() {
    var runtime = AgentRuntime.start();
    // region play
    AgentConfig tiny = AgentConfig.DEFAULT.withCapacity(1);
    AgentRef<Ball> left = runtime.spawn("left", tiny, player());
    AgentRef<Ball> right = runtime.spawn("right", tiny, player());
    left.send(new Ball.Partner(right), PATIENCE);
    right.send(new Ball.Partner(left), PATIENCE);
    left.send(new Ball.Serve(8), PATIENCE); // 511 of them in all
    ShutdownReport end = runtime.shutdown(PATIENCE);
    // endregion
    var metrics = runtime.metrics();
    return new Result(end, metrics.handled(), metrics.cyclesOpened(), metrics.deadLetters());
  }
}
