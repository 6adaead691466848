package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

/**
 * One agent sends to another, which counts, and then asks it for the count: the result.
 *
 * @param messages to be counted
 */
public record Counting(int messages) implements Problem {
  @Override
  public String name() {
    return "counting";
  }

  @Override
  public String size() {
    return sized(messages, "messages");
  }

  @Override
  public long expected() {
    return messages;
  }
}
