package io.leanagentic.demo.trading.swarm;

import io.leanagentic.RuntimeMetrics;
import io.leanagentic.capability.Val;
import io.leanagentic.demo.trading.ledger.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a swarm came to, and how it worked.
 *
 * @param outcome the trading; the same for the same plan
 * @param oversight reviews of large orders, the lease of the venue, alerts
 * @param rooms the symbols that each shard has at the end
 * @param toOrder times from sending a bar to having the order decided after it
 * @param toFill times from sending a bar to having booked what was filled at it
 * @param roles what was measured of the agents
 * @param elapsed from spawning the first agent to the result
 * @param metrics of the runtime, at the end
 */
public record SwarmResult(
    Outcome outcome,
    Oversight oversight,
    @Val Map<String, String> rooms,
    Latency toOrder,
    Latency toFill,
    List<RoleProfile> roles,
    Duration elapsed,
    RuntimeMetrics metrics) {

  /** Messages handled by all agents. */
  public long messages() {
    return roles.stream().mapToLong(RoleProfile::handled).sum();
  }

  /** Messages handled by all agents in a second. */
  public double messagesPerSecond() {
    return messages() / Math.max(1e-9, elapsed.toNanos() * 1e-9);
  }

  /** How many analyzers failed and were retired. */
  public int retired() {
    return roles.stream()
        .filter(role -> role.role().isAnalyzer())
        .mapToInt(RoleProfile::retired)
        .sum();
  }
}
