package io.leanagentic.benchmarks.harness;

import java.util.stream.IntStream;

/** Keys as they are in practice, one after the other. */
public final class Keys {
  private static final int COUNT = 1 << 10;

  private final String[] keys =
      IntStream.range(0, COUNT).mapToObj(i -> "user-" + i).toArray(String[]::new);
  private int at;

  /** The next one; by one thread at a time. */
  public String next() {
    at = (at + 1) & (COUNT - 1);
    return keys[at];
  }
}
