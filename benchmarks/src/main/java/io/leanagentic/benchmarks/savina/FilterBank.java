package io.leanagentic.benchmarks.savina;

import static io.leanagentic.benchmarks.savina.Sizes.sized;

import java.util.OptionalLong;

/**
 * Each number of a signal goes to all channels. A channel delays it, filters it, keeps one of many
 * and makes the others zero, delays it again and filters it again; the sums over all channels are
 * the new signal. Each of these is an agent. The result is a checksum of the new signal.
 *
 * <p>Other than published, filters have 1,024 coefficients instead of 16,384, with the number of
 * numbers that follows from it: with those, an iteration takes seconds, and next to nothing of them
 * is spent on messages.
 *
 * @param columns coefficients of a filter
 * @param numbers of the signal
 * @param channels how many
 */
public record FilterBank(int columns, int numbers, int channels) implements Problem {
  private static final int PERIOD = 1000;
  private static final long FACTOR = 31;

  /** Gives back each number so many numbers later. */
  public static final class Delay {
    private final double[] late;
    private int next;

    private Delay(int numbers) {
      late = new double[numbers];
    }

    /** Takes one and gives another back, or 0 at first. */
    public double swap(double number) {
      double old = late[next];
      late[next] = number;
      next = next + 1 == late.length ? 0 : next + 1;
      return old;
    }
  }

  /** A finite impulse response. */
  public static final class Filter {
    private final double[] coefficients;
    private final double[] last;
    private int next;
    private boolean full;

    private Filter(int columns, int channel, int factor) {
      coefficients = new double[columns];
      last = new double[columns];
      for (int i = 0; i < columns; i++) {
        coefficients[i] = ((double) factor * i + channel + 1) / columns;
      }
    }

    /** Takes one more number; returns whether there are enough for {@link #value}. */
    public boolean take(double number) {
      last[next] = number;
      next++;
      if (next == last.length) {
        next = 0;
        full = true;
      }
      return full;
    }

    /** The sum of the last numbers, each times its coefficient, the newest first. */
    public double value() {
      double sum = 0;
      for (int i = 0; i < next; i++) {
        sum += coefficients[i] * last[next - 1 - i];
      }
      for (int i = next; i < last.length; i++) {
        sum += coefficients[i] * last[next - 1 - i + last.length];
      }
      return sum;
    }

    /** What comes out if {@code all} go in. */
    private double[] values(double[] all) {
      double[] values = new double[all.length - coefficients.length + 1];
      for (int out = 0; out < values.length; out++) {
        double sum = 0;
        for (int i = 0; i < coefficients.length; i++) {
          sum += coefficients[i] * all[out + coefficients.length - 1 - i];
        }
        values[out] = sum;
      }
      return values;
    }
  }

  /** Keeps one of so many numbers. */
  public static final class Sampler {
    private final int rate;
    private int seen;

    private Sampler(int rate) {
      this.rate = rate;
    }

    /** The number, or 0 if it is not kept. */
    public double sample(double number) {
      boolean kept = seen == 0;
      seen = seen + 1 == rate ? 0 : seen + 1;
      return kept ? number : 0;
    }
  }

  /** What delays at the beginning and in the middle of a channel. */
  public Delay delay() {
    return new Delay(columns - 1);
  }

  /** The first filter of {@code channel}. */
  public Filter first(int channel) {
    return new Filter(columns, channel, 1);
  }

  /** What samples in the middle of a channel. */
  public Sampler sampler() {
    return new Sampler(columns);
  }

  /** The second filter of {@code channel}. */
  public Filter second(int channel) {
    return new Filter(columns, channel, channels);
  }

  /** The signal. */
  public static double number(int index) {
    return index % PERIOD;
  }

  /** How many numbers come out. */
  public int results() {
    return numbers - 2 * (columns - 1);
  }

  /** The checksum with one more sum over all channels. */
  public static long checksum(long checksum, double sum) {
    return checksum * FACTOR + Double.doubleToLongBits(sum);
  }

  @Override
  public String name() {
    return "filter bank";
  }

  @Override
  public String size() {
    return sized(numbers, "numbers, ")
        + sized(channels, "channels, ")
        + sized(columns, "coefficients");
  }

  /** A step after the other, each for the whole signal. */
  @Override
  public long expected() {
    int delay = columns - 1;
    double[] sums = new double[results()];
    for (int channel = 0; channel < channels; channel++) {
      double[] signal = new double[numbers];
      for (int i = delay; i < numbers; i++) {
        signal[i] = number(i - delay);
      }
      double[] filtered = first(channel).values(signal);
      double[] sampled = new double[filtered.length];
      for (int i = 0; i + delay < sampled.length; i += columns) {
        sampled[i + delay] = filtered[i];
      }
      double[] values = second(channel).values(sampled);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values[i];
      }
    }
    return checksum(sums);
  }

  private static long checksum(double[] sums) {
    long checksum = 0;
    for (double sum : sums) {
      checksum = checksum(checksum, sum);
    }
    return checksum;
  }

  @Override
  public OptionalLong inOneThread() {
    double[] sums = new double[results()];
    for (int channel = 0; channel < channels; channel++) {
      addTo(sums, channel);
    }
    return OptionalLong.of(checksum(sums));
  }

  private void addTo(double[] sums, int channel) {
    Delay early = delay();
    Filter first = first(channel);
    Sampler sampler = sampler();
    Delay late = delay();
    Filter second = second(channel);
    int out = 0;
    for (int i = 0; i < numbers; i++) {
      if (first.take(early.swap(number(i)))
          && second.take(late.swap(sampler.sample(first.value())))) {
        sums[out++] += second.value();
      }
    }
  }
}
