package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.stream.LongStream;

/**
 * A pipeline of agents, one per bit: each sends on at once the numbers without its bit, and the
 * others when it has seen all. The result is a checksum of the numbers in their order at the end.
 *
 * @param values to be sorted
 * @param bound all are below this power of two
 * @param seed of the random numbers
 */
public record RadixSort(int values, long bound, long seed) implements Problem {
  private static final long FACTOR = 31;

  /** The numbers, in the order they are sent in. */
  public LongStream numbers() {
    var random = new PseudoRandom(seed);
    return LongStream.generate(() -> random.nextLong() % bound).limit(values);
  }

  /** The checksum with one more value. */
  public static long checksum(long checksum, long value) {
    return checksum * FACTOR + value;
  }

  @Override
  public String name() {
    return "radix sort";
  }

  @Override
  public String size() {
    return sized(values, "values, ") + Long.numberOfTrailingZeros(bound) + " bits";
  }

  @Override
  public long expected() {
    long checksum = 0;
    for (long value : numbers().sorted().toArray()) {
      checksum = checksum(checksum, value);
    }
    return checksum;
  }
}
