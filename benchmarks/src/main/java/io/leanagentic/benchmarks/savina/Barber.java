package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.OptionalLong;

/**
 * A factory makes customers and sends them to the waiting room of a barber, which sends them back
 * when it is full; the factory then sends them again at once. The barber sleeps until somebody
 * waits. The result is the sum of what the factory and the barber computed meanwhile, and of the
 * numbers of all customers.
 *
 * <p>Other than published, who is busy computes numbers of the suite's generator, because threads
 * get in each other's way at the one of {@link Math#random}, and the barber is not told to sleep.
 * One of those numbers is quick, so there are several for each published one. Otherwise making a
 * customer and sending it would take longer than a haircut, and what is measured would be chance:
 * as soon as the factory is a little faster than the barber, thousands of customers come back again
 * and again.
 *
 * @param haircuts how many customers the factory makes
 * @param room for so many who wait
 */
public record Barber(int haircuts, int room) implements Problem {
  private static final long SEED = 74_755;
  private static final int RANGE = 1000;
  private static final int LEAST = 10;

  /** So many numbers of the suite's generator take about as long as one of Math.random. */
  private static final int WEIGHT = 9;

  /** For the factory, and another one for the barber. */
  public static PseudoRandom random() {
    return new PseudoRandom(SEED);
  }

  /** Is busy for a random while; returns the part of the result that this adds. */
  public static long busy(PseudoRandom random) {
    return PseudoRandom.busy(WEIGHT * (random.nextInt(RANGE) + LEAST));
  }

  @Override
  public String name() {
    return "sleeping barber";
  }

  @Override
  public String size() {
    return sized(haircuts, "haircuts, ") + sized(room, "chairs");
  }

  /** As often as the factory is busy the barber is, and as long. */
  @Override
  public long expected() {
    var random = random();
    long sum = 0;
    for (int i = 0; i < haircuts; i++) {
      sum += 2 * busy(random);
    }
    return sum + (haircuts - 1L) * haircuts / 2;
  }

  @Override
  public OptionalLong inOneThread() {
    var factory = random();
    var barber = random();
    long sum = 0;
    for (int customer = 0; customer < haircuts; customer++) {
      sum += busy(factory) + busy(barber) + customer;
    }
    return OptionalLong.of(sum);
  }
}
