package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

/**
 * Each agent pings a random one of all, waits for its answer, and so on. The result is how many
 * answers came.
 *
 * @param agents how many
 * @param pings of each
 */
public record Big(int agents, int pings) implements Problem {
  @Override
  public String name() {
    return "big";
  }

  @Override
  public String size() {
    return sized(agents, "agents, ") + sized(pings, "pings each");
  }

  @Override
  public long expected() {
    return (long) agents * pings;
  }
}
