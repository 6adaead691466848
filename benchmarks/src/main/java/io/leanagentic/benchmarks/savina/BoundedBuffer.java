package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.OptionalLong;
import java.util.Random;

/**
 * Producers make items for consumers. A manager between them holds a bounded number of items and
 * tells a producer to make the next one when there is room for it. The result is the sum of what
 * the consumers made of all items, rounded each.
 *
 * <p>Other than published, an item costs 100 logarithms instead of 2,500 on either side: with
 * those, an iteration takes seconds, and next to nothing of them is spent on messages.
 *
 * @param room for items at the manager
 * @param producers how many
 * @param consumers how many
 * @param items of each producer
 */
public record BoundedBuffer(int room, int producers, int consumers, int items) implements Problem {
  private static final int COST = 100;
  private static final double LEAST = 0.01; // its logarithm is finite

  /** What a producer makes of its last item, or 0, and a consumer of an item. */
  public static double process(double item) {
    var random = new Random(1);
    double result = item;
    for (int i = 0; i < COST; i++) {
      result += Math.log(random.nextDouble() + LEAST);
    }
    return result;
  }

  /** The part of the result that a processed item adds. */
  public static long result(double processed) {
    return Math.round(processed);
  }

  @Override
  public String name() {
    return "bounded buffer";
  }

  @Override
  public String size() {
    return sized(producers, "producers, ")
        + sized(consumers, "consumers, ")
        + sized(items, "items each");
  }

  /** All producers make the same items. */
  @Override
  public long expected() {
    double item = 0;
    long sum = 0;
    for (int i = 0; i < items; i++) {
      item = process(item);
      sum += result(process(item));
    }
    return sum * producers;
  }

  @Override
  public OptionalLong inOneThread() {
    long sum = 0;
    for (int producer = 0; producer < producers; producer++) {
      sum += new BoundedBuffer(room, 1, 1, items).expected();
    }
    return OptionalLong.of(sum);
  }
}
