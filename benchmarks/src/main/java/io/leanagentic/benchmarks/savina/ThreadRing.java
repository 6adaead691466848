package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

/**
 * Agents in a ring pass a token that counts down, then an end that collects how often each had the
 * token: the result.
 *
 * @param agents in the ring
 * @param hops of the token
 */
public record ThreadRing(int agents, int hops) implements Problem {
  @Override
  public String name() {
    return "thread ring";
  }

  @Override
  public String size() {
    return sized(agents, "agents, ") + sized(hops, "hops");
  }

  @Override
  public long expected() {
    return hops + 1L; // the first agent gets it from outside
  }
}
