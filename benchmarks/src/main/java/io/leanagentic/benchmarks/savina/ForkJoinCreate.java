package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

/**
 * Many agents; each computes once and ends. The result is the sum of what they computed.
 *
 * @param agents how many
 */
public record ForkJoinCreate(int agents) implements Problem {
  /** Sent to each. */
  public static final Double ANGLE = 37.2;

  /** What an agent computes: 1, for every angle that is no multiple of π. */
  public static long compute(double angle) {
    double sine = Math.sin(angle);
    return sine * sine > 0 ? 1 : 0;
  }

  @Override
  public String name() {
    return "fork-join create";
  }

  @Override
  public String size() {
    return sized(agents, "agents");
  }

  @Override
  public long expected() {
    return agents;
  }
}
