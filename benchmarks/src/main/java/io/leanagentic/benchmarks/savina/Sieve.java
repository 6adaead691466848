package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.BitSet;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * A pipeline of filters: each keeps so many primes, drops the multiples of them, and sends on the
 * rest to the next, which it spawns when it needs one. The result is the sum of all primes.
 *
 * @param below primes are looked for below this number
 * @param kept how many primes a filter keeps
 */
public record Sieve(int below, int kept) implements Problem {
  private static final int FIRST = 3;

  /** The primes of one filter. */
  public static final class Primes {
    private final long[] primes;
    private int count;

    private Primes(int most) {
      primes = new long[most];
    }

    /** Whether one of them divides {@code candidate}. */
    public boolean divide(long candidate) {
      for (int i = 0; i < count; i++) {
        if (candidate % primes[i] == 0) {
          return true;
        }
      }
      return false;
    }

    /** Keeps one more; false if there is no room for it. */
    public boolean keep(long prime) {
      if (count == primes.length) {
        return false;
      }
      primes[count++] = prime;
      return true;
    }

    /** The sum of those kept. */
    public long sum() {
      return LongStream.of(primes).limit(count).sum();
    }
  }

  /** None yet. */
  public Primes primes() {
    return new Primes(kept);
  }

  /** The numbers that may be prime, in order; 2 is not among them. */
  public LongStream candidates() {
    return LongStream.iterate(FIRST, candidate -> candidate < below, candidate -> candidate + 2);
  }

  /** The result, if the filters have kept primes of that sum. */
  public static long result(long sum) {
    return sum + 2;
  }

  @Override
  public String name() {
    return "sieve";
  }

  @Override
  public String size() {
    return sized(below, "numbers, ") + sized(kept, "primes a filter");
  }

  @Override
  public long expected() {
    var composite = new BitSet(below);
    long sum = 0;
    for (int number = 2; number < below; number++) {
      if (!composite.get(number)) {
        sum += number;
        for (long multiple = (long) number * number; multiple < below; multiple += number) {
          composite.set((int) multiple);
        }
      }
    }
    return sum;
  }

  @Override
  public OptionalLong inOneThread() {
    var primes = new Primes(below / 2);
    candidates().filter(candidate -> !primes.divide(candidate)).forEach(primes::keep);
    return OptionalLong.of(result(primes.sum()));
  }
}
