package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

/**
 * Some agents, to each of which a message is sent in turn, again and again; each computes once per
 * message and ends after the last. The result is the sum of what they computed, see {@link
 * ForkJoinCreate#compute}.
 *
 * @param messages to each agent
 * @param agents how many
 */
public record ForkJoinThroughput(int messages, int agents) implements Problem {
  @Override
  public String name() {
    return "fork-join throughput";
  }

  @Override
  public String size() {
    return sized(agents, "agents, ") + sized(messages, "messages each");
  }

  @Override
  public long expected() {
    return (long) messages * agents;
  }
}
