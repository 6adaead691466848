package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.OptionalLong;

/**
 * An agent spawns two others for the two Fibonacci numbers before its own and adds what they send.
 * The result is the number.
 *
 * @param index of the number
 */
public record Fibonacci(int index) implements Problem {
  /** Up to this index, an agent knows the number: 1. */
  public static final int KNOWN = 2;

  private static long number(int index) {
    return index <= KNOWN ? 1 : number(index - 1) + number(index - 2);
  }

  @Override
  public String name() {
    return "fibonacci";
  }

  @Override
  public String size() {
    return "number " + index + ", " + sized(2 * expected() - 1, "agents");
  }

  @Override
  public long expected() {
    long last = 0;
    long number = 1;
    for (int i = 1; i < index; i++) {
      long next = last + number;
      last = number;
      number = next;
    }
    return number;
  }

  @Override
  public OptionalLong inOneThread() {
    return OptionalLong.of(number(index));
  }
}
