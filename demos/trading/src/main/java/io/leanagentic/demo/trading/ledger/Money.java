package io.leanagentic.demo.trading.ledger;

import java.util.Locale;

/** Money in whole cents, prices in millionths of a dollar: results are exact to the cent. */
public final class Money {

  private static final long MICROS_PER_CENT = 10_000;

  private Money() {}

  /** What {@code quantity} at {@code price} is worth, rounded to the nearest cent. */
  public static long cents(long quantity, long price) {
    return (Math.multiplyExact(quantity, price) + MICROS_PER_CENT / 2) / MICROS_PER_CENT;
  }

  /** How many units {@code cents} buy at {@code price}. */
  public static long quantity(long cents, long price) {
    return Math.multiplyExact(cents, MICROS_PER_CENT) / price;
  }

  /** In dollars, such as {@code 1,234.56}. */
  public static String dollars(long cents) {
    String sign = cents < 0 ? "-" : "";
    long absolute = Math.abs(cents);
    return String.format(Locale.ROOT, "%s%,d.%02d", sign, absolute / 100, absolute % 100);
  }

  /** A price in dollars, rounded to cents. */
  public static String price(long micros) {
    return dollars(cents(1, micros));
  }
}
