package io.leanagentic.examples.console;

import java.util.Locale;

/** Numbers as people read them. */
public final class Format {

  private Format() {}

  /** With thousands separated. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Three digits and a word for large numbers: {@code 4.71 million}. */
  public static String large(double number) {
    if (number >= 1e9) {
      return digits(number / 1e9) + " billion";
    }
    if (number >= 1e6) {
      return digits(number / 1e6) + " million";
    }
    return count(Math.round(number));
  }

  /** As {@link #large(double)}. */
  public static String large(long number) {
    return large((double) number);
  }

  /** As {@link #nanos(double)}. */
  public static String nanos(long nanos) {
    return nanos((double) nanos);
  }

  /** A duration with three digits and the unit that fits. */
  public static String nanos(double nanos) {
    if (nanos <= 0) {
      return "-";
    }
    if (nanos < 1e3) {
      return Math.round(nanos) + " ns";
    }
    if (nanos < 1e6) {
      return digits(nanos / 1e3) + " µs";
    }
    if (nanos < 1e9) {
      return digits(nanos / 1e6) + " ms";
    }
    return digits(nanos / 1e9) + " s";
  }

  /** Hundredths of a percent with their sign: {@code +1.23 bp}. */
  public static String basisPoints(double number) {
    return String.format(Locale.ROOT, "%+,.2f bp", number);
  }

  /** A share with its sign: {@code +12.3 %}. */
  public static String change(double share) {
    return String.format(Locale.ROOT, "%+,.1f %%", share * 100);
  }

  /** A share: {@code 12.3 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%,.1f %%", share * 100);
  }

  /** With so many places after the point. */
  public static String fixed(double number, int places) {
    return String.format(Locale.ROOT, "%,." + places + "f", number);
  }

  private static String digits(double number) {
    return fixed(number, number < 10 ? 2 : number < 100 ? 1 : 0);
  }
}
