package io.leanagentic.demo.trading.ledger;

import java.time.LocalDate;

/**
 * An order as it was carried out.
 *
 * @param seq the tick that filled it
 * @param date when
 * @param instrument which one
 * @param quantity units bought, or (negative) sold
 * @param price price of a unit, slippage included
 * @param notional what the units cost or brought, in cents, without the fee
 * @param fee in cents
 * @param closing whether it was sold because the instrument has no more bars
 */
public record Fill(
    int seq,
    LocalDate date,
    int instrument,
    long quantity,
    long price,
    long notional,
    long fee,
    boolean closing) {

  /** Whether units were bought. */
  public boolean isBuy() {
    return quantity > 0;
  }

  /** What it did to the cash, in cents. */
  public long cashFlow() {
    return isBuy() ? -notional - fee : notional - fee;
  }
}
