package io.leanagentic.demo.trading.swarm;

import io.leanagentic.AgentConfig;
import io.leanagentic.AgentRef;
import io.leanagentic.AgentRuntime;
import io.leanagentic.Await;
import io.leanagentic.Supervision;
import io.leanagentic.Terminated;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Trades a market with agents. */
public final class Swarm {

  /** Longer than anyone will wait. */
  private static final Duration LONG = Duration.ofDays(30);

  /** For what takes a moment, even with millions of agents on a slow machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private sealed interface Ending {}

  private record Finished(Reporter.Result result) implements Ending {}

  private record Died(Terminated terminated) implements Ending {}

  private Swarm() {}

  // region run
  /**
   * Runs {@code plan} in {@code runtime} and waits for the result.
   *
   * @param screen is notified of the progress
   * @throws SwarmFailedException if an agent failed that trading cannot do without
   */
  public static SwarmResult run(AgentRuntime runtime, Plan plan, AgentRef<Progress> screen) {
    long begun = System.nanoTime();
    AgentRef<Floor.Message> floor =
        runtime.spawn(
            "trading",
            AgentConfig.DEFAULT.withSupervision(Supervision.stop()),
            () -> new Floor(plan, screen));
    Await<Ending> finished = floor.ask(Floor.Finish::new, LONG).map(Finished::new);
    Await<Ending> died = floor.termination(LONG).map(Died::new);
    return switch (Await.any(List.of(finished, died)).join()) {
      case Finished(var result) -> {
        var elapsed = Duration.ofNanos(System.nanoTime() - begun);
        var metrics = runtime.metrics();
        List<RoleProfile> roles = floor.ask(Census::new, PATIENCE).join();
        Map<String, String> rooms = floor.ask(Floor.Rooms::new, PATIENCE).join();
        floor.stop();
        floor.termination(PATIENCE).join();
        yield new SwarmResult(
            result.outcome(),
            result.oversight(),
            Map.copyOf(rooms),
            result.latencies().getOrDefault(Reporter.Leg.ORDER, Latency.NONE),
            result.latencies().getOrDefault(Reporter.Leg.FILL, Latency.NONE),
            roles,
            elapsed,
            metrics);
      }
      case Died(var terminated) -> throw new SwarmFailedException(terminated.cause());
    };
  }
  // endregion
}
