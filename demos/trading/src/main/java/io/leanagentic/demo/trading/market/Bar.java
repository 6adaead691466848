package io.leanagentic.demo.trading.market;

import java.time.LocalDate;

/**
 * The prices of one instrument over one period.
 *
 * @param date the day, or the first day of the period
 * @param open first price, in millionths of a dollar (or of an index point), as all prices here
 * @param high highest price
 * @param low lowest price
 * @param close last price
 * @param volume units traded; 0 if not known
 */
public record Bar(LocalDate date, long open, long high, long low, long close, long volume) {

  /** A bar of which only one price is known. */
  public static Bar of(LocalDate date, long price) {
    return new Bar(date, price, price, price, price, 0);
  }
}
