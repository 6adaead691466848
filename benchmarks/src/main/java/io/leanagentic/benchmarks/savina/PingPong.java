package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

/**
 * Two agents; in each round, one tells itself to continue, asks the other, and gets an answer. The
 * result is how many answers came.
 *
 * @param pings rounds
 */
public record PingPong(int pings) implements Problem {
  @Override
  public String name() {
    return "ping-pong";
  }

  @Override
  public String size() {
    return sized(pings, "pings");
  }

  @Override
  public long expected() {
    return pings;
  }
}
