package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * An agent splits its numbers at a pivot and spawns an agent for either part; short ones it sorts
 * alone. The result is a checksum of the sorted numbers.
 *
 * @param values to be sorted
 * @param bound all are below
 * @param alone fewer than these an agent sorts alone
 * @param seed of the random numbers
 */
public record QuickSort(int values, long bound, int alone, long seed) implements Problem {

  /** The numbers to be sorted. */
  public long[] numbers() {
    var random = new PseudoRandom(seed);
    return LongStream.generate(() -> random.nextLong() % bound).limit(values).toArray();
  }

  /** Numbers split at the one in the middle. */
  @SuppressWarnings("ArrayRecordComponent") // taken apart, never compared
  public record Parts(long[] less, long[] equal, long[] more) {
    /** Splits. */
    public static Parts of(long[] numbers) {
      long pivot = numbers[numbers.length / 2];
      return new Parts(only(numbers, pivot, -1), only(numbers, pivot, 0), only(numbers, pivot, 1));
    }

    /** Those that compare to {@code pivot} as {@code order} to zero. */
    private static long[] only(long[] numbers, long pivot, int order) {
      long[] some = new long[numbers.length];
      int length = 0;
      for (long value : numbers) {
        if (Long.compare(value, pivot) == order) {
          some[length++] = value;
        }
      }
      return Arrays.copyOf(some, length);
    }
  }

  /** Sorts without help. */
  public static long[] sort(long[] numbers) {
    if (numbers.length < 2) {
      return numbers;
    }
    Parts parts = Parts.of(numbers);
    return join(join(sort(parts.less), parts.equal), sort(parts.more));
  }

  /** One after the other. */
  public static long[] join(long[] first, long[] second) {
    long[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** The result of sorted numbers. */
  public static long checksum(long[] numbers) {
    long checksum = numbers.length;
    for (long value : numbers) {
      checksum = RadixSort.checksum(checksum, value);
    }
    return checksum;
  }

  @Override
  public String name() {
    return "quicksort";
  }

  @Override
  public String size() {
    return sized(values, "values, ") + sized(alone, "sorted alone");
  }

  @Override
  public long expected() {
    long[] numbers = numbers();
    Arrays.sort(numbers);
    return checksum(numbers);
  }

  @Override
  public OptionalLong inOneThread() {
    return OptionalLong.of(checksum(sort(numbers())));
  }
}
