package io.leanagentic.demo.trading.ledger;

import io.leanagentic.demo.trading.market.Tick;

/**
 * Where the portfolio stands after one tick: its fills are booked and its instrument is valued at
 * the close.
 *
 * @param tick after which one
 * @param cash in cents
 * @param equity cash and the value of all that is held, in cents
 * @param held units of the tick's instrument
 * @param value what they are worth, in cents
 */
public record Statement(Tick tick, long cash, long equity, long held, long value) {

  /** The value of all that is held, in cents. */
  public long invested() {
    return equity - cash;
  }
}
