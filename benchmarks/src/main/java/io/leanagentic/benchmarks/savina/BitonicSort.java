package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * A sorting network: an agent for each comparator, which waits for two numbers and sends on the
 * lower one along its one wire and the higher one along the other. The result is a checksum of the
 * numbers at the ends of the wires.
 *
 * <p>Other than published, where 4,096 values are sorted and agents that split and join streams are
 * between the comparators.
 *
 * @param values to be sorted, a power of two
 * @param bound all are below
 * @param seed of the random numbers
 */
public record BitonicSort(int values, long bound, long seed) implements Problem {

  /**
   * Comparators that work at the same time; one for each pair of wires that differ in {@code bit}.
   *
   * @param bit of the number of a wire
   * @param block how long the sequences are that are sorted afterwards, every other one downwards
   */
  public record Step(int bit, int block) {
    /** Whether {@code wire} is the first of its pair. */
    public boolean isFirst(int wire) {
      return (wire & bit) == 0;
    }

    /** The wire that the lower number of the pair of {@code first} is sent along. */
    public int low(int first) {
      return (first & block) == 0 ? first : first | bit;
    }

    /** The wire that the higher number of the pair of {@code first} is sent along. */
    public int high(int first) {
      return (first & block) == 0 ? first | bit : first;
    }
  }

  /** All steps, in order. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (int block = 2; block <= values; block *= 2) {
      for (int bit = block / 2; bit > 0; bit /= 2) {
        steps.add(new Step(bit, block));
      }
    }
    return List.copyOf(steps);
  }

  /** The numbers to be sorted. */
  public long[] numbers() {
    var random = new PseudoRandom(seed);
    return LongStream.generate(() -> random.nextLong() % bound).limit(values).toArray();
  }

  @Override
  public String name() {
    return "bitonic sort";
  }

  @Override
  public String size() {
    return sized(values, "values, ") + sized((long) steps().size() * values / 2, "comparators");
  }

  @Override
  public long expected() {
    long[] numbers = numbers();
    Arrays.sort(numbers);
    return QuickSort.checksum(numbers);
  }

  @Override
  public OptionalLong inOneThread() {
    long[] numbers = numbers();
    for (Step step : steps()) {
      for (int wire = 0; wire < values; wire++) {
        if (step.isFirst(wire)) {
          long one = numbers[wire];
          long other = numbers[wire | step.bit()];
          numbers[step.low(wire)] = Math.min(one, other);
          numbers[step.high(wire)] = Math.max(one, other);
        }
      }
    }
    return OptionalLong.of(QuickSort.checksum(numbers));
  }
}
